"""A page's text drawings, for what PDFium's text leaves out: spelt-out letters and lone spaces.

Writers spell out the letters of Arabic ligatures beside their drawings (ActualText). PDFium gives such
letters once for every drawing that another one interrupts, in a box of the first alone; here each spelling is
one, with the boxes of all its drawings. PDFium drops a space that is drawn alone; here its place is kept.
"""

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_OBJECTS = 100_000  # of one page that are looked at
_KEY = b"ActualText"
_TEXT = raw.FPDF_PAGEOBJ_TEXT

Point = tuple[float, float]


@dataclass(slots=True)
class Spelling:
    """Letters in order, and their drawings: boxes (left, bottom, right, top) and origins on the page."""

    letters: str
    boxes: list[tuple[float, float, float, float]]
    origins: list[Point]
    is_taken: bool = False

    def main(self) -> int:
        """Return the place of the widest drawing, which stands on the line where marks do not."""
        widths = [right - left for left, _, right, _ in self.boxes]
        return widths.index(max(widths))


@dataclass(frozen=True, slots=True)
class Drawings:
    """The spelling of each text object that has one, by the object's address; where lone spaces stand."""

    spelt: dict[int, Spelling]
    spaces: list[Point]


def drawings_of(page: pdfium.PdfPage) -> Drawings:
    """Look at a page's text objects; those within a form (a drawing used as a whole) are left out."""
    found: dict[int, Spelling] = {}
    spaces: list[Point] = []
    by_mark: dict[int, Spelling | None] = {}
    edges = [ctypes.c_float() for _ in range(4)]
    matrix = raw.FS_MATRIX()
    for number in range(min(raw.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        drawing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(drawing) != _TEXT:
            continue
        raw.FPDFPageObj_GetBounds(drawing, *edges)
        raw.FPDFPageObj_GetMatrix(drawing, matrix)
        left, bottom, right, top = (edge.value for edge in edges)
        if right - left < 0.001 or top - bottom < 0.001:
            spaces.append((matrix.e, matrix.f))
            continue
        for level in range(raw.FPDFPageObj_CountMarks(drawing)):
            mark = raw.FPDFPageObj_GetMark(drawing, level)
            address = address_of(mark)
            if address not in by_mark:
                letters = _spelt(mark)
                by_mark[address] = None if letters is None else Spelling(letters, [], [])
            spelling = by_mark[address]
            if spelling is None:
                continue
            spelling.boxes.append((left, bottom, right, top))
            spelling.origins.append((matrix.e, matrix.f))
            found[address_of(drawing)] = spelling
            break
    return Drawings(found, spaces)


def address_of(handle: Any) -> int:
    """Return what tells one of PDFium's objects from another."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _spelt(mark: Any) -> str | None:
    """Return a mark's ActualText; None where it has none."""
    length = ctypes.c_ulong()
    if not raw.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, None, 0, length):
        return None
    buffer = (ctypes.c_ubyte * length.value)()
    if not raw.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, buffer, length.value, length):
        return None
    return text_string(bytes(buffer))


def text_string(written: bytes) -> str:
    """Return a text string of a PDF file: UTF-16 or UTF-8 where marked so, else nearly Latin-1."""
    if written.startswith(b"\xfe\xff"):
        return written[2:].decode("utf-16-be", "replace")
    if written.startswith(b"\xff\xfe"):
        return written[2:].decode("utf-16-le", "replace")
    if written.startswith(b"\xef\xbb\xbf"):
        return written[3:].decode("utf-8", "replace")
    return written.decode("latin-1")
