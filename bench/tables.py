"""Tables for people: in the terminal and in Markdown, from the same rows. Standard library only."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


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
