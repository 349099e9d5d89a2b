"""The public chat under load: 200 conversations open, 32 of them talking.

    python -m bench.web

The whole system is started for this on free ports. In turns, 32 sessions talk alone, and 32 talk while 168
others stay open, each with its connection, each reading its history once meanwhile; p95_ratio is the second
latency / the first. Sessions send in bursts of two without waiting for the first reply; the order in which
their log holds the messages is compared with the order of sending. web_cpu_ms is what the web process spends
on a message, answered and logged.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import httpx

from bench.command import BenchError, make_parser, run_command
from bench.deployment import read_lines
from bench.figures import Figures, Table, percentile
from bench.load import WebSession, never_twice
from bench.system import running_web, usage_of, wait_until_idle
from terminal.checks import listener_pid
from terminal.settings import Settings, StartError

TALKING = 32
OPEN = 200
ROUNDS = 3  # of each kind, one after the other, so that a slow minute of the machine meets both
BURSTS = 3  # a round; a session sends two messages in each
BETWEEN_SECONDS = 0.02  # the second of a burst leaves while the first is under way


@dataclass(slots=True)
class Seen:
    """What the talking sessions of one kind of round saw; latencies in milliseconds."""

    latencies_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    out_of_order: int = 0
    web_seconds: float = 0.0  # of CPU, while they talked

    @property
    def p95_ms(self) -> float:
        return percentile(self.latencies_ms, 0.95)


def measure(arguments: argparse.Namespace) -> Figures:
    """Start the system, load it, and end it."""
    try:
        with running_web() as settings:
            return asyncio.run(_measure(settings))
    except StartError as error:
        raise BenchError(str(error)) from error


async def _measure(settings: Settings) -> Figures:
    texts = itertools.cycle(never_twice(read_lines("load_questions.txt"), read_lines("load_openings.txt")))
    alone, among = Seen(), Seen()
    pid = listener_pid(settings.web_port)
    if pid is None:
        raise BenchError(f"no process of this user listens on port {settings.web_port}; CPU cannot be read")
    await _round(settings, pid, texts, Seen())  # a warm-up
    for _ in range(ROUNDS):
        await asyncio.to_thread(wait_until_idle, pid)
        await _round(settings, pid, texts, alone)
        await _round_among_idle(settings, pid, texts, among)
    return figures_of(alone, among)


async def _round(settings: Settings, pid: int, texts: Iterator[str], seen: Seen) -> None:
    """Let new sessions talk, then look in what order their messages stand in the log."""
    sessions = await _opened(settings, TALKING)
    try:
        before = usage_of(pid).cpu_seconds
        sent = await asyncio.gather(*(_talk(session, texts, seen) for session in sessions))
        seen.web_seconds += usage_of(pid).cpu_seconds - before
        for session, keys in zip(sessions, sent, strict=True):
            seen.out_of_order += await session.history_keys() != keys
    finally:
        await asyncio.gather(*(session.close() for session in sessions))


async def _round_among_idle(settings: Settings, pid: int, texts: Iterator[str], seen: Seen) -> None:
    idle = await _opened(settings, OPEN - TALKING)
    try:
        for session in idle:
            await session.ask(next(texts))
        await asyncio.to_thread(wait_until_idle, pid)
        readers = asyncio.gather(*(_read_once(session, number) for number, session in enumerate(idle)))
        await _round(settings, pid, texts, seen)
        await readers
    finally:
        await asyncio.gather(*(session.close() for session in idle))


async def _read_once(session: WebSession, number: int) -> None:
    await asyncio.sleep(0.05 * number)  # nobody reloads in step with others
    await session.history_keys()


async def _opened(settings: Settings, count: int) -> Sequence[WebSession]:
    return [await WebSession.open(settings.web_url) for _ in range(count)]


async def _talk(session: WebSession, texts: Iterator[str], seen: Seen) -> list[str]:
    """Send bursts of two; return the keys in the order of sending."""
    keys = []
    for _ in range(BURSTS):
        sent = []
        for text in itertools.islice(texts, 2):
            key = session.new_key()
            keys.append(key)
            sent.append(asyncio.ensure_future(_timed(session, text, key, seen)))
            await asyncio.sleep(BETWEEN_SECONDS)
        await asyncio.gather(*sent)
    return keys


async def _timed(session: WebSession, text: str, key: str, seen: Seen) -> None:
    began = time.perf_counter()
    try:
        await session.ask(text, key)
        seen.latencies_ms.append(1000 * (time.perf_counter() - began))
    except (httpx.HTTPError, ValueError) as error:
        seen.errors.append(f"{type(error).__name__}: {error}")


def figures_of(alone: Seen, among: Seen) -> Figures:
    """Return the published keys and one table; web_cpu_ms is of those who talk alone."""
    values = {
        "web_cpu_ms": round(1000 * alone.web_seconds / max(1, len(alone.latencies_ms)), 3),
        "errors": float(len(alone.errors) + len(among.errors)),
        "out_of_order": float(alone.out_of_order + among.out_of_order),
        "p95_ratio": round(among.p95_ms / alone.p95_ms, 4),
        "p95_ms_alone": round(alone.p95_ms, 1),
        "p95_ms_among": round(among.p95_ms, 1),
    }
    rows = tuple(
        (
            name,
            str(len(seen.latencies_ms)),
            f"{percentile(seen.latencies_ms, 0.5):.0f}",
            f"{seen.p95_ms:.0f}",
            str(len(seen.errors)),
            str(seen.out_of_order),
        )
        for name, seen in ((f"{TALKING} talking alone", alone), (f"{TALKING} of {OPEN} open", among))
    )
    columns = ("sessions", "answered", "p50 ms", "p95 ms", "errors", "out of order")
    return Figures("The public chat under load", values, (Table("Messages through web", columns, rows),))


def main() -> None:
    """Run the command line."""
    run_command(make_parser("web", "Measure the public chat with many conversations open."), measure)


if __name__ == "__main__":
    main()
