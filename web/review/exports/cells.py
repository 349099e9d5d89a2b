"""A cell of a table that a spreadsheet opens: never a formula."""

from __future__ import annotations

from datetime import date, datetime

# What a spreadsheet takes for a formula's beginning, full-width forms too; some pass over blanks before it.
FORMULA_STARTS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
QUOTE = "'"  # says "text" to every spreadsheet

Cell = str | int | float | bool | date | datetime | None


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would reckon it."""
    begins = text[:1], text.lstrip()[:1]
    return QUOTE + text if FORMULA_STARTS.intersection(begins) else text


def written(cell: Cell) -> str:
    """A cell as CSV holds it: numbers as they are, times in ISO form, texts harmless."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return str(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    return harmless(cell) if isinstance(cell, str) else cell.isoformat()
