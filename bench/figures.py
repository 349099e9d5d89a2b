"""A benchmark's outcome: figures and tables, how they are computed and written. Standard library only."""

from __future__ import annotations

import datetime
import json
import math
import os
import platform
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Rank = int | None

RESULTS = Path("bench/results")


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of finished cells; every row as long as columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_text(table: Table) -> str:
    """Return the table in aligned columns, figures to the right, under its title."""
    if not table.rows:
        return table.title
    lines = [tuple(_one_line(cell) for cell in row) for row in (table.columns, *table.rows)]
    widths = [max(_width(cell) for cell in column) for column in zip(*lines, strict=True)]
    to_right = [_holds_figures(column[1:]) for column in zip(*lines, strict=True)]
    drawn = [
        "  ".join(
            _padded(cell, width, right) for cell, width, right in zip(line, widths, to_right, strict=True)
        )
        for line in lines
    ]
    ruler = "  ".join("─" * width for width in widths)
    return "\n".join([table.title, drawn[0].rstrip(), ruler, *(line.rstrip() for line in drawn[1:])])


def as_markdown(table: Table) -> str:
    """Return the table as GitHub Markdown under its title."""
    lines = [f"## {table.title}", "", _markdown_row(table.columns), "|" + " --- |" * len(table.columns)]
    return "\n".join([*lines, *(_markdown_row(row) for row in table.rows)])


def percent(part: float) -> str:
    """Return a share from 0 to 1 as '93.3 %'."""
    return f"{100 * part:.1f} %"


def _markdown_row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_one_line(cell).replace("|", "\\|") for cell in cells) + " |"


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _width(cell: str) -> int:
    """Count the columns that a terminal gives the cell: marks above a letter take none."""
    return sum(not unicodedata.combining(character) for character in cell)


def _padded(cell: str, width: int, to_right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if to_right else cell + blanks


def _holds_figures(cells: tuple[str, ...]) -> bool:
    return bool(cells) and all(not cell or cell[0].isdigit() for cell in cells)


def rank_of(right: str, ranked: Sequence[str]) -> Rank:
    """Return the 1-based place of right among the ranked ids, None if it is not there."""
    return ranked.index(right) + 1 if right in ranked else None


def hit_at(k: int, ranks: Sequence[Rank]) -> float:
    """Return the share of questions whose passage is among the first k."""
    return _mean([float(rank is not None and rank <= k) for rank in ranks])


def mrr_at(k: int, ranks: Sequence[Rank]) -> float:
    """Return the mean of 1 / rank, 0 past the first k."""
    return _mean([1 / rank if rank is not None and rank <= k else 0.0 for rank in ranks])


def ndcg_at(k: int, ranks: Sequence[Rank]) -> float:
    """Return the mean of 1 / log2(1 + rank), 0 past the first k: nDCG where one passage is right."""
    return _mean([1 / math.log2(1 + rank) if rank is not None and rank <= k else 0.0 for rank in ranks])


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that at least this share (0 to 1) of the values does not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values to take a percentile of")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


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
