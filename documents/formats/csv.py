"""Tables as text (CSV, TSV): a row is a row block under its column heads."""

import csv
from collections import Counter

from documents.extraction import Extraction
from documents.formats.builder import Builder
from documents.formats.tables import add_table

DELIMITERS = (",", ";", "\t", "|", "\u061b", "\u060c")  # and Arabic semicolon, comma
_ROWS_LOOKED_AT = 200
_FEWEST_ROWS = 3
_SAMPLE = 200_000  # characters by which the delimiter is found
_LONGEST_CELL = 1_000_000


def read_csv(text: str, name: str, delimiter: str | None = None) -> Extraction:
    """Read rows; the delimiter is the one that parts them alike, a comma where none does."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:  # Excel's way of naming it
        text, delimiter = rest, first[4]
    builder = Builder(name)
    add_table(builder, _rows(text, delimiter or delimiter_of(text) or ","))
    return builder.extraction()


def delimiter_of(text: str) -> str | None:
    """Return the delimiter that parts nearly all rows into the same number of cells; None where none does."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1]
    best, most = None, 1
    for delimiter in DELIMITERS:
        widths = [len(row) for row in _rows(sample, delimiter)[:_ROWS_LOOKED_AT] if row]
        width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
        if len(widths) >= _FEWEST_ROWS and count >= 0.9 * len(widths) and width > most:
            best, most = delimiter, width
    return best


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True))
