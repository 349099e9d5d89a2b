"""A table as text, piece by piece, so that a million rows need no more memory than one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from web.review.exports.cells import Cell, written

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Arabic as something else
Row = Sequence[Cell]


def csv_lines(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a CSV file (RFC 4180, every cell in quotes) with a first line of names."""
    yield BYTE_ORDER_MARK + _csv_line(names)
    for row in rows:
        yield _csv_line(row)


def json_lines(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a JSON array with an object a line; its texts are as they were said."""
    separator = "[\n"
    for row in rows:
        pairs = dict(zip(names, row, strict=True))
        yield separator + json.dumps(pairs, ensure_ascii=False, default=_json)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _csv_line(row: Row) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow([written(cell) for cell in row])
    return line.getvalue()


def _json(value: object) -> str:
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no cell")
