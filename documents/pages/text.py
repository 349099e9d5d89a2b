"""A page's lines with their places: the first reading, by PDFium's glyphs."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from documents.pages.columns import lines_of
from documents.pages.glyphs import Glyph, glyphs_of
from documents.pages.lines import Piece, is_rtl, pieces_of, text_of
from documents.passage import Rectangle

_BOLD = re.compile("bold|black|heavy", re.IGNORECASE)
_SAMPLES = 5  # glyphs of a line whose fonts are asked for


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line as read; `size` in points, 0.0 where unknown."""

    text: str
    place: Rectangle | None = None
    size: float = 0.0
    is_bold: bool = False


def placed_lines(page: pdfium.PdfPage, number: int) -> list[PlacedLine]:
    """Return a page's lines in reading order; text that is turned comes after the text that is not."""
    width, height = page.get_size()
    with_text = page.get_textpage()
    try:
        glyphs = glyphs_of(page, with_text)
        rtl = is_rtl(glyphs)
        lines = []
        for turn in sorted({glyph.turn for glyph in glyphs}):
            for piece in lines_of(pieces_of([glyph for glyph in glyphs if glyph.turn == turn]), rtl):
                text = text_of(piece, rtl)
                if text:
                    place = _place(piece, turn, number, width, height)
                    bold = _is_bold(with_text, piece.glyphs)
                    lines.append(PlacedLine(text, place, round(piece.size, 1), bold))
        return lines
    finally:
        with_text.close()


def _place(piece: Piece, turn: int, number: int, width: float, height: float) -> Rectangle | None:
    inked = [glyph for glyph in piece.glyphs if glyph.letters.strip()]
    left = min(min(glyph.left, glyph.ink_left) for glyph in inked)
    right = max(max(glyph.right, glyph.ink_right) for glyph in inked)
    x0, y0, x1, y1 = left, piece.top, right, piece.bottom
    for _ in range(turn):  # back from the turned picture
        x0, y0, x1, y1 = y0, -x1, y1, -x0
    if width <= 0 or height <= 0:
        return None
    return Rectangle(
        number,
        _share(x0 / width),
        _share(y0 / height),
        _share(x1 / width),
        _share(y1 / height),
    )


def _share(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def _is_bold(text: pdfium.PdfTextPage, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether most of a line is set in a font that calls itself bold."""
    inked = [glyph for glyph in glyphs if glyph.letters.strip() and glyph.index >= 0]
    step = max(1, len(inked) // _SAMPLES)
    bold = [bool(_BOLD.search(_font_name(text, glyph.index))) for glyph in inked[::step]]
    return bool(bold) and median(bold) > 0.5


def _font_name(text: pdfium.PdfTextPage, index: int) -> str:
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, index, buffer, len(buffer), flags)
    return buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""
