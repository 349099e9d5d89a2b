"""CPU time and resident memory of a process and its descendants, read from /proc (Linux)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


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
