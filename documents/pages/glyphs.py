"""What stands where on a page: its glyphs as PDFium gives them, in the picture's coordinates.

PDFium's own order of the letters is not used: for right-to-left text it depends on how the writer cut the
page into pieces (see docs/decisions/18-reading-pdf.md). Where a glyph stands does not.
"""

import ctypes
import math
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from documents.pages.bidi import direction
from documents.pages.drawings import Spelling, address_of, drawings_of

_LAM = "\u0644"
_LAM_FOLLOWERS = frozenset("\u0622\u0623\u0625\u0627\u0671\u0649")  # alefs, alef maksura
MAX_GLYPHS = 60_000  # of one page; a full page of small print has some 8,000


@dataclass(slots=True)
class Glyph:
    """One glyph: its letters, its cell along the line, its ink; points, from the page's upper left corner.

    `left` to `right` is the cell it advances over; where the file spells it out (`is_spelt`), `right` is the
    ink's. `ink_left` to `ink_right` is what it covers; `baseline` grows downwards; `size` is the height of an
    em. `letters` are more than one where one drawing stands for several, such as lam-alef. `index` is its
    first letter's place in PDFium's text, -1 for a space that is not in it. `turn` is the number of quarter
    turns that it is rotated by, counter-clockwise.
    """

    letters: str
    left: float
    right: float
    ink_left: float
    ink_right: float
    baseline: float
    size: float
    index: int
    turn: int = 0
    is_spelt: bool = False


class TooMuchError(Exception):
    """A page holds more glyphs than a page of text can."""


def glyphs_of(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> list[Glyph]:
    """Return a page's glyphs in PDFium's order, without those that it adds or that are drawn twice."""
    count = text.count_chars()
    if count > MAX_GLYPHS:
        raise TooMuchError
    seen = _Seen(page, text)
    glyphs: list[Glyph] = []
    for index in range(count):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        glyph = seen.glyph(index)
        if glyph is None:
            continue
        last = glyphs[-1] if glyphs else None
        if last is not None and _is_same_drawing(last, glyph):
            last.letters += glyph.letters
        else:
            glyphs.append(glyph)
    _turn_shared(glyphs)
    return [*_drawn_once(glyphs), *seen.lone_spaces(glyphs)]


def _is_same_drawing(one: Glyph, other: Glyph) -> bool:
    return (
        abs(one.ink_left - other.ink_left) < 0.01
        and abs(one.ink_right - other.ink_right) < 0.01
        and abs(one.left - other.left) < 0.01
        and abs(one.baseline - other.baseline) < 0.01
        and one.turn == other.turn
        and (other.ink_right > other.ink_left)
    )


def _turn_shared(glyphs: list[Glyph]) -> None:
    """Put right the letters that share a drawing: PDFium turns them round where it turns the word round."""
    for place, glyph in enumerate(glyphs):
        if len(glyph.letters) < 2 or glyph.is_spelt or direction(glyph.letters[0]) != "R":
            continue
        before, after = glyphs[place - 1 : place], glyphs[place + 1 : place + 2]
        goes_left = (after and after[0].left < glyph.left) or (before and before[0].left > glyph.left)
        if glyph.letters[0] in _LAM_FOLLOWERS and glyph.letters[1] == _LAM:
            goes_left = True  # alef before lam never shares a drawing
        elif glyph.letters[0] == _LAM and glyph.letters[1] in _LAM_FOLLOWERS:
            goes_left = False
        if goes_left:
            glyph.letters = glyph.letters[::-1]


def _drawn_once(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop what is drawn a second time in the same place: false bold, shadows."""
    kept: list[Glyph] = []
    places: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        step = max(glyph.size, 1.0)
        column, row = round(glyph.left / step), round(glyph.baseline / step)
        near = (
            other
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in places.get((glyph.letters, x, y), ())
        )
        if glyph.letters.strip() and any(
            abs(other.left - glyph.left) < 0.08 * step and abs(other.baseline - glyph.baseline) < 0.08 * step
            for other in near
        ):
            continue
        places.setdefault((glyph.letters, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


class _Seen:
    """Asks PDFium about one character after another; its out-parameters are made once."""

    def __init__(self, page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> None:
        self.text = text
        self.to_picture = picture_coordinates(page)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.edges = [ctypes.c_double() for _ in range(4)]
        drawings = drawings_of(page)
        self.spelt, self.spaces = drawings.spelt, drawings.spaces

    def glyph(self, index: int) -> Glyph | None:
        """Return the glyph of a character; None for a line's end and what is another glyph's."""
        code = raw.FPDFText_GetUnicode(self.text, index)
        if code in (0x0A, 0x0D):
            return None
        drawing = raw.FPDFText_GetTextObject(self.text, index) if self.spelt else None
        spelling = self.spelt.get(address_of(drawing)) if drawing else None
        if spelling is not None and (spelling.is_taken or not spelling.letters):
            return None
        glyph = self._drawn(index, code)
        return glyph if spelling is None else self._spelt(glyph, spelling)

    def _drawn(self, index: int, code: int) -> Glyph:
        text, box, matrix = self.text, self.box, self.matrix
        left, right, bottom, top = self.edges
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, index, self.x, self.y)
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        a, b, c, d, e, f = self.to_picture
        x, y = self.x.value, self.y.value
        origin_x, origin_y = a * x + c * y + e, b * x + d * y + f
        corners = [
            (box.left, box.bottom),
            (box.right, box.top),
            (left.value, bottom.value),
            (right.value, top.value),
        ]
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
        # The baseline's direction in the picture, whose second axis points down.
        along_x, along_y = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
        turn = round(math.degrees(math.atan2(-along_y, along_x)) / 90) % 4
        cell = _turned(x0, y0, x1, y1, turn)
        ink = _turned(x2, y2, x3, y3, turn)
        origin, baseline = turned_point(origin_x, origin_y, turn)
        return Glyph(
            letters=chr(code) if code else "\ufffd",
            left=origin,
            right=max(cell[1], origin),
            ink_left=ink[0],
            ink_right=ink[1],
            baseline=baseline,
            size=size * math.sqrt(abs(a * d - b * c)),
            index=index,
            turn=turn,
        )

    def lone_spaces(self, glyphs: list[Glyph]) -> list[Glyph]:
        """Return the spaces that are drawn alone, turned and sized as the page's other glyphs."""
        a, b, c, d, e, f = self.to_picture
        like = glyphs[0] if glyphs else None
        if like is None:
            return []
        spaces = []
        for x, y in self.spaces:
            left, baseline = turned_point(a * x + c * y + e, b * x + d * y + f, like.turn)
            spaces.append(
                Glyph(" ", left, left + 0.1, left, left + 0.1, baseline, like.size, index=-1, turn=like.turn)
            )
        return spaces

    def _spelt(self, glyph: Glyph, spelling: Spelling) -> Glyph:
        """Return the glyph of all the drawings that one spelling stands for, on the row of the first."""
        spelling.is_taken = True
        a, b, c, d, e, f = self.to_picture
        cells, baselines = [], []
        for (left, bottom, right, top), (x, y) in zip(spelling.boxes, spelling.origins, strict=True):
            ends = (
                a * left + c * bottom + e,
                b * left + d * bottom + f,
                a * right + c * top + e,
                b * right + d * top + f,
            )
            ink = _turned(*ends, glyph.turn)
            origin, baseline = turned_point(a * x + c * y + e, b * x + d * y + f, glyph.turn)
            cells.append((origin, ink))
            baselines.append(baseline)
        main = spelling.main()
        row = [place for place, each in enumerate(baselines) if abs(each - baselines[main]) < glyph.size]
        origin, (_, right) = cells[main]
        return replace(
            glyph,
            letters=spelling.letters,
            left=origin,
            right=max(right, origin),
            ink_left=min(cells[place][1][0] for place in row),
            ink_right=max(cells[place][1][1] for place in row),
            baseline=baselines[main],
            is_spelt=True,
        )


def picture_coordinates(page: pdfium.PdfPage) -> tuple[float, float, float, float, float, float]:
    """Return the matrix from the page's own coordinates to points from the picture's upper left corner."""
    width, height = page.get_size()
    scale = 1_000  # PDFium answers in whole numbers
    x, y = ctypes.c_int(), ctypes.c_int()

    def place(page_x: float, page_y: float) -> tuple[float, float]:
        size = (round(width * scale), round(height * scale))
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, page_x, page_y, x, y)
        return x.value / scale, y.value / scale

    (e, f), (x1, y1), (x2, y2) = place(0, 0), place(1_000, 0), place(0, 1_000)
    return (x1 - e) / 1_000, (y1 - f) / 1_000, (x2 - e) / 1_000, (y2 - f) / 1_000, e, f


def turned_point(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return a point of the picture after the picture was turned clockwise by as many quarters."""
    for _ in range(turn):
        x, y = -y, x
    return x, y


def _turned(x0: float, y0: float, x1: float, y1: float, turn: int) -> tuple[float, float]:
    (left, _), (right, _) = turned_point(x0, y0, turn), turned_point(x1, y1, turn)
    return (left, right) if left <= right else (right, left)
