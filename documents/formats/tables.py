"""Rows of a table under their column heads, the same for every format.

A row's text is its cells with tabs between them, so that cell and head of a column have the same number;
white space within a cell is one space each. Columns without any text are left out.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from documents.formats.builder import Builder
from documents.refusals import refusal

MAX_CELLS = 5_000_000  # empty ones between filled ones included

Row = Sequence[str]

_FIGURE = re.compile(r"[\s\d\u0660-\u0669\u06f0-\u06f9.,\u066b\u066c%\u066a$\u20ac()/:+\u2212-]+")
_CHARACTERS_OF_HEAD = 120
_COLUMNS_THAT_SPEAK = 3  # a table of two columns may be a list of names and values, without heads
_ROWS_LOOKED_AT = 50


def cell(text: str) -> str:
    """Return a cell's text on one line."""
    return " ".join(text.split())


def add_table(builder: Builder, rows: Iterable[Row], heads: int | None = None, level: int = 2) -> None:
    """Add a table's rows; `heads` is how many of the first are column heads, None where the file is silent.

    A row in which one cell alone speaks, in a table of several columns, names what follows it: a heading of
    `level`, or a paragraph where nothing follows. Where the file is silent, another table may begin after an
    empty row. A table of one column is paragraphs.
    """
    cells = [[cell(each) for each in row] for row in rows]
    filled = sorted({column for row in cells for column, each in enumerate(row) if each})
    if len(filled) * len(cells) > MAX_CELLS:
        raise refusal("too_many_cells", name=builder.name, limit_cells=MAX_CELLS)
    whole = [[row[column] if column < len(row) else "" for column in filled] for row in cells]
    if len(filled) <= 1:
        for row in whole:
            builder.add("paragraph", "".join(row))
        return
    if heads is not None:
        _add_rows(builder, whole, heads, (), level, is_end=True)
        return
    head: tuple[str, ...] = ()
    parts = [list(part) for is_filled, part in groupby(whole, key=any) if is_filled]
    for number, part in enumerate(parts):
        begins = next((place for place, row in enumerate(part) if not _is_alone(row)), len(part))
        is_head = _is_head(part[begins:], is_first=not head)
        is_end = number == len(parts) - 1
        for row in part[:begins]:
            _add_alone(builder, row, level, is_last=is_end and begins == len(part))
        head = _add_rows(builder, part[begins:], int(is_head), head, level, is_end)


def _add_rows(
    builder: Builder, rows: Sequence[Row], heads: int, head: tuple[str, ...], level: int, is_end: bool
) -> tuple[str, ...]:
    """Add rows under the heads that they begin with, or those from above; return the heads."""
    if heads:
        head = _joined_heads(rows[:heads])
        for row in rows[:heads]:
            builder.add_loose("\t".join(row))
    body = [row for row in rows[heads:] if any(row)]
    last_row = max((number for number, row in enumerate(body) if not _is_alone(row)), default=-1)
    for number, row in enumerate(body):
        if _is_alone(row):
            _add_alone(builder, row, level, is_last=is_end and number > last_row)
        else:
            builder.add("row", "\t".join(row), head=head)
    return head


def _is_alone(row: Row) -> bool:
    return sum(bool(each) for each in row) == 1


def _add_alone(builder: Builder, row: Row, level: int, is_last: bool) -> None:
    text = next(each for each in row if each)
    if is_last or len(text) > _CHARACTERS_OF_HEAD or _FIGURE.fullmatch(text):
        builder.add("paragraph", text)
    else:
        builder.add("heading", text, level=level)


def _is_head(rows: Sequence[Row], is_first: bool) -> bool:
    """Tell whether the first row names columns: words over figures, or in a first table of many columns."""
    if len(rows) < 2:
        return False
    row, *body = rows
    named = [each for each in row if each]
    if len(named) < len(row) - 1 or len(set(named)) < len(named):
        return False
    if any(len(each) > _CHARACTERS_OF_HEAD or _FIGURE.fullmatch(each) for each in named):
        return False
    looked_at = body[:_ROWS_LOOKED_AT]
    over_figures = any(
        all(_FIGURE.fullmatch(each[column]) for each in looked_at if each[column])
        and any(each[column] for each in looked_at)
        for column in range(len(row))
    )
    return over_figures or (is_first and len(row) >= _COLUMNS_THAT_SPEAK)


def _joined_heads(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return one head a column: the lowest that stands over it."""
    return tuple(next((each for each in reversed(column) if each), "") for column in zip(*rows, strict=True))
