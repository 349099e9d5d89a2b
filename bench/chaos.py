"""Everything goes wrong, one thing after another, while twenty people talk; nothing may be lost or doubled.

    python -m bench.chaos --messages 1000

The whole system is started for this on free ports. Each of its processes is killed and frozen, both databases
are locked and each process is denied its disk, each once, while people send messages; whoever gets no answer
sends the same message again, with its key, as the widget does.
At the end every acknowledged message (answered with 200) is looked for: in its visitor's history, in web's
table, and in Rasa's log. worst_recovery_s is the longest time from the end of a disturbance until a message
is answered again.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import resource
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

from bench.command import BenchError, make_parser, run_command
from bench.deployment import read_lines
from bench.figures import Figures, Table
from bench.load import WebSession, never_twice
from bench.system import running_web, tree_of
from terminal.checks import ALL, PORT_SETTINGS, WORKER, listener_pid
from terminal.settings import TRACKER_DB, Settings, StartError

PEOPLE = 20
MESSAGES = 1000
PAUSE_SECONDS = 0.3  # between an answer and the next message
AGAIN_SECONDS = 0.5  # before a message without an answer is sent again
FROZEN_SECONDS, LOCKED_SECONDS, FULL_SECONDS = 5.0, 8.0, 5.0
PATIENCE_SECONDS = 120.0  # within which a disturbance must be over


@dataclass(frozen=True, slots=True)
class Disturbance:
    """Named trouble: entered, it begins; left, it is over."""

    name: str
    trouble: Callable[[], AbstractContextManager[None]]
    seconds: float = 0.0


@dataclass(slots=True)
class Seen:
    """What people saw: the keys that were acknowledged, by session; how each disturbance was got over."""

    acknowledged: dict[WebSession, list[str]] = field(default_factory=dict)
    again: int = 0
    recovery_seconds: dict[str, float] = field(default_factory=dict)


def measure(arguments: argparse.Namespace) -> Figures:
    """Start the system, disturb it, and count what it kept."""
    try:
        with running_web((*ALL, WORKER)) as settings:
            return asyncio.run(_measure(settings, arguments.messages))
    except StartError as error:
        raise BenchError(str(error)) from error


async def _measure(settings: Settings, messages: int) -> Figures:
    seen = Seen()
    texts = endless_texts()
    people = [await WebSession.open(settings.web_url) for _ in range(PEOPLE)]
    over = asyncio.Event()
    try:
        talking = [
            asyncio.create_task(_talk(person, texts, messages // PEOPLE, over, seen)) for person in people
        ]
        async with _probe(settings) as answered_again:
            for disturbance in disturbances(settings):
                print(disturbance.name, file=sys.stderr)
                with disturbance.trouble():
                    await asyncio.sleep(disturbance.seconds)
                seen.recovery_seconds[disturbance.name] = await answered_again()
        over.set()
        await asyncio.gather(*talking)
        return await _figures(settings, seen)
    finally:
        for person in people:
            await person.close()


def endless_texts() -> Iterator[str]:
    """Questions, none twice within some thousands."""
    while True:
        yield from never_twice(read_lines("load_questions.txt"), read_lines("load_openings.txt"))


async def _talk(
    session: WebSession, texts: Iterator[str], least: int, over: asyncio.Event, seen: Seen
) -> None:
    """Send messages until there were enough and the last disturbance is over."""
    kept = seen.acknowledged.setdefault(session, [])
    while len(kept) < least or not over.is_set():
        key, text = session.new_key(), next(texts)
        while not await _answered(session, text, key):
            seen.again += 1
            await asyncio.sleep(AGAIN_SECONDS)
        kept.append(key)
        await asyncio.sleep(PAUSE_SECONDS)


async def _answered(session: WebSession, text: str, key: str) -> bool:
    try:
        await session.ask(text, key)
    except (httpx.HTTPError, ValueError):
        return False
    return True


@contextlib.asynccontextmanager
async def _probe(settings: Settings) -> AsyncIterator[Callable[[], Awaitable[float]]]:
    """Yield what waits until a message is answered, and returns after how many seconds it was sent first."""
    session = await WebSession.open(settings.web_url)
    texts = endless_texts()

    async def answered_again() -> float:
        began = time.monotonic()
        while not await _answered(session, next(texts), session.new_key()):
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise BenchError(f"nothing is answered {PATIENCE_SECONDS:.0f} s after the disturbance")
            await asyncio.sleep(0.1)
        return time.monotonic() - began

    yield answered_again
    await session.close()


def disturbances(settings: Settings) -> Iterator[Disturbance]:
    """Each process killed and frozen, each database locked, each process without a disk."""
    names = (*PORT_SETTINGS, WORKER)
    for name in names:
        yield Disturbance(f"{name} killed", partial(killed, settings, name))
    for name in names:
        yield Disturbance(f"{name} frozen", partial(frozen, settings, name), FROZEN_SECONDS)
    for name, file in databases(settings).items():
        yield Disturbance(f"{name} locked", partial(locked, file), LOCKED_SECONDS)
    for name in (*PORT_SETTINGS,):
        yield Disturbance(f"disk full for {name}", partial(without_disk, settings, name), FULL_SECONDS)


def databases(settings: Settings) -> dict[str, Path]:
    return {
        "web's database": Path(settings.values["DATABASE_URL"].removeprefix("sqlite:///")),
        "Rasa's database": settings.path(TRACKER_DB),
    }


def pid_of(settings: Settings, name: str) -> int:
    """The process of this name; BenchError where it does not run."""
    if name in PORT_SETTINGS:
        pid = listener_pid(settings.port(PORT_SETTINGS[name]))
    else:
        found = (each for each in tree_of(os.getpid()) if _command(each).endswith("manage.py work"))
        pid = next(found, None)
    if pid is None:
        raise BenchError(f"{name} does not run")
    return pid


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return ""


@contextmanager
def killed(settings: Settings, name: str) -> Iterator[None]:
    os.kill(pid_of(settings, name), signal.SIGKILL)
    yield


@contextmanager
def frozen(settings: Settings, name: str) -> Iterator[None]:
    pid = pid_of(settings, name)
    os.kill(pid, signal.SIGSTOP)
    yield
    with contextlib.suppress(ProcessLookupError):  # a supervisor may have ended it
        os.kill(pid, signal.SIGCONT)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def without_disk(settings: Settings, name: str) -> Iterator[None]:
    """No file of the process may grow: what a full disk is to it."""
    pid = pid_of(settings, name)
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


async def _figures(settings: Settings, seen: Seen) -> Figures:
    """Look for every acknowledged message in all that is kept."""
    acknowledged = [key for keys in seen.acknowledged.values() for key in keys]
    in_history: Counter[str] = Counter()
    out_of_order = 0
    for session, keys in seen.acknowledged.items():
        history = await session.history_keys()
        in_history.update(history)
        out_of_order += [key for key in history if key in set(keys)] != keys[-len(history) :]
    kept = kept_messages(databases(settings))
    lost = sum(1 for key in acknowledged if kept.web[key] == 0)
    doubled = sum(1 for key in acknowledged if max(kept.web[key], in_history[key]) > 1) + kept.doubled_in_rasa
    worst = max(seen.recovery_seconds.values())
    values = {
        "acknowledged": float(len(acknowledged)),
        "lost": float(lost),
        "doubled": float(doubled),
        "out_of_order": float(out_of_order),
        "sent_again": float(seen.again),
        "worst_recovery_s": round(worst, 2),
    }
    rows = tuple((name, f"{seconds:.1f}") for name, seconds in seen.recovery_seconds.items())
    table = Table("Until a message is answered again", ("disturbance", "seconds"), rows)
    return Figures("Chaos", values, (table,))


@dataclass(frozen=True, slots=True)
class Kept:
    """How often each key stands in web's table of messages, and how many messages twice in Rasa's log."""

    web: Counter[str]
    doubled_in_rasa: int


def kept_messages(files: dict[str, Path]) -> Kept:
    web, rasa = files.values()
    keys = Counter(key for (key,) in _rows(web, "SELECT key FROM chat_message"))
    said = Counter(
        json.loads(data).get("message_id")
        for (data,) in _rows(rasa, "SELECT data FROM events WHERE type_name = 'user'")
    )
    return Kept(keys, sum(count - 1 for name, count in said.items() if name and count > 1))


def _rows(file: Path, query: str) -> list[tuple[str]]:
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def main() -> None:
    """Run the command line."""
    parser = make_parser("chaos", "Measure what is lost while everything goes wrong.")
    parser.add_argument("--messages", type=int, default=MESSAGES)
    run_command(parser, measure)


if __name__ == "__main__":
    main()
