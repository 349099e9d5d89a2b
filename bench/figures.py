"""A benchmark's outcome: its figures, its tables, and the files they are written to."""

from __future__ import annotations

import datetime
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.tables import Table, as_markdown

RESULTS = Path("bench/results")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measured: flat values under their published keys, tables for people."""

    title: str
    values: dict[str, float]
    tables: tuple[Table, ...]


def share(right: int, total: int) -> float:
    """Return right / total from 0 to 1, rounded to 4 places; 0.0 of nothing."""
    return round(right / total, 4) if total else 0.0


def write_json(figures: Figures, target: Path) -> None:
    """Write the figures as one flat JSON object, whole or not at all."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_text(json.dumps(figures.values, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    beside.replace(target)


def write_report(
    figures: Figures, name: str, files: Sequence[str] = (), folder: Path = RESULTS, command: str = ""
) -> Path:
    """Write bench/results/NAME.md: machine, date, figures and tables; return its path.

    `files` are the names of what was measured on; `command` is what wrote it, unless `bench.NAME --report`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.md"
    written_by = command or f"bench.{name} --report"
    lines = [
        f"# {figures.title}",
        "",
        f"Written by `python -m {written_by}` on {datetime.date.today().isoformat()}, not by hand.",
        "",
        f"Machine: {describe_machine()}",
        *(["", f"Measured on: {', '.join(files)}"] if files else []),
        "",
        *(line for table in figures.tables for line in (as_markdown(table), "")),
        "```json",
        json.dumps(figures.values, ensure_ascii=False, indent=2),
        "```",
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


def describe_machine() -> str:
    """Return processor, cores, memory and system in one line."""
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    system = f"{platform.system()} {platform.release()}"
    return f"{_processor()}, {cores} cores, {gibibytes:.0f} GiB, {system}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
