"""CPU time and resident memory of a process and its descendants, read from /proc (Linux)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
IDLE_SECONDS = 15.0  # longer than a pause after which web begins to group
IDLE_SHARE = 0.05  # of one processor


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
