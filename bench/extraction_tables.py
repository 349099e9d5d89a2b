"""A truth's tables, and whether their rows stand together with their heads in one passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from arabic import search_key
from bench.extraction_pages import CELL_BREAK
from documents.passage import Passage


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table under its head's cells."""

    head: tuple[str, ...]
    cells: tuple[str, ...]


def rows_of(truth: str) -> list[Row]:
    """Return the rows of a truth's tables: lines with tabs, the first of neighbours being the head."""
    rows: list[Row] = []
    head: tuple[str, ...] = ()
    for line in truth.replace("\f", "\n\n").splitlines():
        cells = tuple(cell.strip() for cell in line.split(CELL_BREAK) if cell.strip())
        if len(cells) < 2:
            head = ()
        elif not head:
            head = cells
        else:
            rows.append(Row(head, cells))
    return rows


def holds_row(passage: Passage, row: Row) -> bool:
    """Whether the passage is a row's and has all of its cells and all heads, as words in any order."""
    if passage.kind != "row":
        return False
    text = f" {search_key(f'{passage.heading} {passage.text}')} "
    return all(f" {search_key(cell)} " in text for cell in (*row.head, *row.cells))


def rows_right(rows: Sequence[Row], passages: Sequence[Passage]) -> list[bool]:
    """Return for every row whether a passage holds it."""
    return [any(holds_row(passage, row) for passage in passages) for row in rows]
