"""The system as a benchmark has it: found running or started, asked over its channel, CPU and memory read.

CPU time and resident memory are those of a process and its descendants, from /proc (Linux).
"""

from __future__ import annotations

import os
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.command import BenchError
from bench.questions import Reply, parse_reply
from contract import headers
from contract.channel import Request
from terminal.checks import ALL, free_port
from terminal.settings import Settings, StartError, read_settings
from terminal.system import running_system, say_it_starts

PROC = Path("/proc")
IDLE_SECONDS = 15.0  # longer than a pause after which web begins to group
IDLE_SHARE = 0.05  # of one processor

REPLY_TIMEOUT_SECONDS = 60.0

NO_LIMIT = "100000/60"  # every visitor of a benchmark comes from one address


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process tree has used: seconds of CPU since its start, bytes resident now."""

    cpu_seconds: float
    resident_bytes: int


def usage_of(root_pid: int, proc: Path = PROC) -> Usage:
    """Sum the tree under root_pid, its ended children's CPU included; zeros if it is gone."""
    ticks = pages = 0
    for pid in tree_of(root_pid, proc):
        fields = _stat_fields(pid, proc)
        if fields is None:
            continue
        # Counted from the field after the command's name: utime, stime, cutime, cstime; resident pages.
        ticks += sum(int(field) for field in fields[11:15])
        pages += int(fields[21])
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"))


def wait_until_idle(pid: int, seconds: float = IDLE_SECONDS, patience_seconds: float = 300.0) -> None:
    """Return once the tree under pid has spent next to nothing for so long, or after patience_seconds.

    Web has work of its own at its start and when visitors pause (projecting, grouping), which is not theirs.
    """
    ends = time.monotonic() + patience_seconds
    while time.monotonic() < ends:
        before = usage_of(pid).cpu_seconds
        time.sleep(seconds)
        if usage_of(pid).cpu_seconds - before < IDLE_SHARE * seconds:
            return


def tree_of(root_pid: int, proc: Path = PROC) -> list[int]:
    """Return root_pid and its descendants that live now, parents first."""
    children: dict[int, list[int]] = {}
    for entry in proc.iterdir():
        if entry.name.isdigit() and (fields := _stat_fields(int(entry.name), proc)) is not None:
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root_pid]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def _stat_fields(pid: int, proc: Path) -> list[str] | None:
    """Return the fields of /proc/PID/stat from the state on; the name before may hold anything."""
    try:
        return (
            (proc / str(pid) / "stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except (FileNotFoundError, ProcessLookupError):
        return None


@contextmanager
def open_system() -> Iterator[Callable[[str, str], Reply]]:
    """Yield ask(text, sender) of the system that runs, or of one started and ended for this."""
    try:
        with (
            running_system(on_start=say_it_starts) as settings,
            httpx.Client(
                base_url=settings.url,
                headers={headers.SECRET: settings.secret},
                timeout=REPLY_TIMEOUT_SECONDS,
                trust_env=False,  # loopback: never through a proxy
            ) as client,
        ):
            yield lambda text, sender: _ask(client, text, sender)
    except StartError as error:
        raise BenchError(str(error)) from error


def _ask(client: httpx.Client, text: str, sender: str) -> Reply:
    try:
        response = client.post(
            headers.CHANNEL_PATH, json=Request(sender, uuid.uuid4().hex, text=text).as_json()
        )
        if response.is_success:
            return parse_reply(response.json())
    except (httpx.HTTPError, ValueError) as error:
        raise BenchError(f"the system stopped answering at {text!r:.60}: {error}") from error
    raise BenchError(f"the system refused {text!r:.60}: HTTP {response.status_code} {response.text:.120}")


@contextmanager
def own_settings() -> Iterator[Settings]:
    """Yield settings with free ports, a secret and an empty tracker store of their own."""
    with tempfile.TemporaryDirectory(prefix="daleel-bench-") as folder:
        yield read_settings().changed(
            DALEEL_RASA_PORT=str(free_port()),
            DALEEL_ACTIONS_PORT=str(free_port()),
            DALEEL_TRACKER_DB=str(Path(folder) / "tracker.db"),
            DALEEL_CHANNEL_SECRET=os.urandom(16).hex(),
        )


@contextmanager
def running_web(names: tuple[str, ...] = ALL, **changed: str) -> Iterator[Settings]:
    """Yield the settings of rasa, actions and web on free ports, databases of their own, no limits."""
    with own_settings() as settings, tempfile.TemporaryDirectory(prefix="daleel-web-") as folder:
        settings = settings.changed(
            DALEEL_WEB_PORT=str(free_port()),
            DALEEL_SECRET_KEY=settings.secret * 2,
            DATABASE_URL=f"sqlite:///{Path(folder) / 'web.db'}",
            DALEEL_CURATED=str(Path(folder) / "curated.jsonl"),
            DALEEL_SOURCES=str(Path(folder) / "sources"),
            DALEEL_RATE_SESSION=NO_LIMIT,
            DALEEL_RATE_ADDRESS=NO_LIMIT,
            DALEEL_RATE_NEW_SESSIONS=NO_LIMIT,
            DALEEL_RATE_SUGGESTIONS=NO_LIMIT,
            **changed,
        )
        with running_system(settings, names=names) as running:
            yield running
