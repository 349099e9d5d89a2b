"""Excel files (xlsx, xlsm): each visible sheet is a heading, each row a row under its column heads.

Figures are written as the sheet shows them, as far as its formats say; formulas give their last value. Left
out: hidden sheets, comments, charts. Macros are neither read nor run, links to other files are not followed.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from documents.extraction import Extraction
from documents.formats.builder import Builder
from documents.formats.tables import MAX_CELLS, add_table
from documents.refusals import refusal

_NO_NAME = re.compile(r"(sheet|feuil|feuille|table|tableau|\u0648\u0631\u0642\u0629)\s*\d*", re.IGNORECASE)
# A number's format: words of its own, the figure, a percent sign; what only aligns is dropped.
_FORMAT = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<figure>[#0?][#0?.,]*)|[_*].|\[[^\]]*\]|(?P<sign>.)'
)
_NO_PLAIN_FIGURE = re.compile(r"[eE][+-]|[#0?]\s*/|@")


def read_xlsx(path: Path, name: str) -> Extraction:
    """Read an Excel file; SourceError where it holds no text, the library's own where it is damaged."""
    workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        builder = Builder(name, title=workbook.properties.title or "")
        cells_left = MAX_CELLS
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()  # what the file says of itself may be wrong
            rows: list[list[str]] = []
            for row in sheet.iter_rows():
                cells_left -= 1 + len(row)
                if cells_left < 0:
                    raise refusal("too_many_cells", name=name, limit_cells=MAX_CELLS)
                shown = [_shown(each) for each in row]
                if any(shown) or (rows and rows[-1]):
                    rows.append(shown if any(shown) else [])
            if not _NO_NAME.fullmatch(sheet.title.strip()) and any(any(row) for row in rows):
                builder.add("heading", sheet.title, level=1)
            add_table(builder, rows)
        return builder.extraction()
    finally:
        workbook.close()


def _shown(cell: Any) -> str:
    """Return a cell as the sheet shows it; dates as 2024-03-05, which nobody can misread."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, cell.number_format)
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, cell.number_format or "General")
    return str(value)


def _date(value: datetime.datetime | datetime.date, number_format: str) -> str:
    shape = number_format.lower()
    parts = "%Y-%m-%d" if "d" in shape else "%Y-%m" if "m" in shape and "h" not in shape else "%Y"
    text = value.strftime(parts if "y" in shape or "d" in shape else "%Y-%m-%d")
    is_timed = isinstance(value, datetime.datetime) and (value.hour or value.minute)
    return f"{text} {value:%H:%M}" if is_timed and "h" in shape else text


def _number(value: int | float, number_format: str) -> str:
    positive, *others = number_format.split(";")
    shape = others[0] if value < 0 and others and others[0] else positive
    if shape.lower().startswith("general") or _NO_PLAIN_FIGURE.search(shape):
        return _general(value)
    if value < 0 and shape is not positive:
        value = -value
    shown, percent = "", Decimal(100 if "%" in shape else 1)
    for token in _FORMAT.finditer(shape):
        if token["figure"]:
            shown += _figure(Decimal(repr(value)) * percent, token["figure"])
        else:
            shown += token["quoted"] or token["escaped"] or token["sign"] or ""
    return shown if any(character.isdigit() for character in shown) else _general(value)


def _figure(value: Decimal, shape: str) -> str:
    decimals = len(shape.partition(".")[2].rstrip(","))
    needed = shape.partition(".")[2].count("0")
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{rounded:{',' if ',' in shape.partition('.')[0] else ''}.{decimals}f}"
    while decimals > needed and text[-1] == "0":
        text, decimals = text[:-1], decimals - 1
    digits = shape.partition(".")[0].replace(",", "").lstrip("#?").count("0")
    whole, point, rest = text.rstrip(".").partition(".")
    return whole.zfill(digits) + point + rest


def _general(value: int | float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if isinstance(value, int) else f"{value:.10g}"
