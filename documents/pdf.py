"""PDF files to text: every page is read, passes the gate, or is held back with the reason.

In turn: PDFium's glyphs by their places; the same with repairs; pypdf's text, with repairs where they help;
the page's picture by Tesseract, where it is installed. What passes the gate first is taken.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from arabic.forms import encoder_form
from documents import gate
from documents.extraction import Extraction, Line, Page, Verdict
from documents.pages.glyphs import TooMuchError
from documents.pages.ocr import scanned_lines
from documents.pages.pdfium import open_pdf
from documents.pages.text import PlacedLine, placed_lines
from documents.passage import Rectangle, Repair
from documents.repair import changes, repaired

MAX_CHARACTERS = 100_000  # of one page
MAX_TITLE_CHARACTERS = 200
MIN_CHARACTERS = 20  # a page with fewer, under a picture, is a picture
PICTURE_SHARE = 0.5  # of the page, that such a picture covers
MIN_COMPARED = 10  # words and numbers, to compare two readings by
MAX_OUT_OF_ORDER = 0.02  # of them
MIN_LENGTH = 0.9  # of one reading to the other, in words
MIN_DIGIT_VOTES = 3  # numbers of a file that look right turned round only, to believe it
DIGIT_VOTES = 4  # times as many as those that look right as they stand

# Words of four letters and more, numbers of two digits and more.
_COMPARED = re.compile(r"[\u0621-\u064a]{4,}|\d[\d.,]*\d")
# The name of a file, an address, or what a program writes where nobody gave a title.
_NO_TITLE = re.compile(
    r"(?i)\.(docx?|pdf|indd|rtf|odt|html?|pptx?|xlsx?)$|^\w+:\S|^(untitled|microsoft \w+ -|slide 1$)"
)
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as read: its lines as found and as mended, in the same order."""

    width: float
    height: float
    found: list[PlacedLine]
    mended: list[str]
    verdict: Verdict
    reasons: tuple[str, ...] = ()


def read_pdf(path: Path, name: str = "", progress: Callable[[int, int], None] | None = None) -> Extraction:
    """Read a PDF file; SourceError says in one sentence why it cannot be read at all.

    `name` is what its owner calls it; `progress` is told each page and how many there are.
    """
    with open_pdf(path, name) as document:
        second = _Second(path)
        readings = []
        for index in range(len(document)):
            readings.append(_page(document, index, second))
            if progress is not None:
                progress(index + 1, len(document))
        title = _title(document)
    return _extraction(_with_digits(readings), title)


def _page(document: pdfium.PdfDocument, index: int, second: "_Second") -> Reading:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Reading(0.0, 0.0, [], [], "held_back", (gate.UNREADABLE,))
    try:
        return _read(page, index + 1, second)
    finally:
        page.close()


def _read(page: pdfium.PdfPage, number: int, second: "_Second") -> Reading:
    width, height = page.get_size()
    try:
        found = placed_lines(page, number)
    except pdfium.PdfiumError:
        return Reading(width, height, [], [], "held_back", (gate.UNREADABLE,))
    except TooMuchError:
        return Reading(width, height, [], [], "held_back", (gate.TOO_MUCH,))
    written = [line.text for line in found]
    if sum(map(len, written)) > MAX_CHARACTERS:
        return Reading(width, height, [], [], "held_back", (gate.TOO_MUCH,))
    reasons = gate.look_at(written) or _empty(page, written)
    if not reasons:
        return Reading(width, height, found, written, "kept")
    mended = repaired(written, reasons)
    if mended is not None and not gate.look_at(mended):
        return Reading(width, height, found, mended, "repaired", reasons)
    if gate.EMPTY_LAYER not in reasons:
        again = second.lines(number)
        better = again if not gate.look_at(again) else repaired(again, gate.look_at(again))
        is_right = better is not None and not gate.look_at(better)
        if better is not None and is_right and has_same_order(written, better):
            return Reading(width, height, [PlacedLine(line) for line in again], better, "reread", reasons)
    scanned = scanned_lines(page)
    if scanned is not None and not gate.look_at([line.text for line in scanned]):
        lines = [
            PlacedLine(line.text, Rectangle(number, line.left, line.top, line.right, line.bottom))
            for line in scanned
        ]
        return Reading(width, height, lines, [line.text for line in lines], "scanned", reasons)
    return Reading(width, height, found, written, "held_back", reasons)


def has_same_order(first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether two readings of a page have their words and numbers in one order, by those once in both.

    pypdf's letters may be right while its words stand in the order that they were drawn in, and its numbers
    anywhere; the gate cannot see that, and where little of the first reading is legible nothing else can.
    """
    one, other = (_COMPARED.findall(encoder_form(" ".join(lines))) for lines in (first, second))
    if not MIN_LENGTH * len(one) <= len(other) <= len(one) / MIN_LENGTH:
        return False
    once = {word for word, count in Counter(one).items() if count == 1}
    once &= {word for word, count in Counter(other).items() if count == 1}
    places = {word: place for place, word in enumerate(other)}
    found = [word for word in one if word in once]
    wrong = [pair for pair in pairwise(found) if places[pair[0]] > places[pair[1]]]
    has_wrong_number = any(word[0].isdigit() for pair in wrong for word in pair)
    return len(found) >= MIN_COMPARED and len(wrong) <= MAX_OUT_OF_ORDER * len(found) and not has_wrong_number


def _empty(page: pdfium.PdfPage, written: Sequence[str]) -> tuple[str, ...]:
    """Return the reason where a page shows something and its text layer says nothing, or next to nothing."""
    characters = sum(map(len, written))
    if characters >= MIN_CHARACTERS:
        return ()
    width, height = page.get_size()
    drawn = list(page.get_objects(max_depth=3))
    pictures = [each for each in drawn if each.type == raw.FPDF_PAGEOBJ_IMAGE]
    covered = max((_area(each) for each in pictures), default=0.0) / max(1.0, width * height)
    shapes = sum(each.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING) for each in drawn)
    if covered >= PICTURE_SHARE or (not characters and (pictures or shapes)):
        return (gate.EMPTY_LAYER,)
    return ()


def _area(drawing: pdfium.PdfObject) -> float:
    left, bottom, right, top = drawing.get_bounds()
    return abs(float(right - left) * float(top - bottom))


class _Second:
    """The second reading, by pypdf; opened when first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reader: pypdf.PdfReader | None = None

    def lines(self, number: int) -> list[str]:
        """Return a page's lines; [] where pypdf cannot read it."""
        try:
            if self.reader is None:
                self.reader = pypdf.PdfReader(self.path)
            text = self.reader.pages[number - 1].extract_text()
        except Exception as error:  # pypdf raises whatever it stumbles over
            _LOGGER.info("%s, page %d: no second reading (%s)", self.path.name, number, error)
            return []
        return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line][:5_000]


def _with_digits(readings: list[Reading]) -> list[Reading]:
    """Turn numbers round in a file in which they are; a page alone has too few to tell."""
    votes = [
        gate.number_votes("\n".join(reading.mended)) for reading in readings if reading.verdict != "held_back"
    ]
    forward, backward = (sum(each) for each in zip(*votes, strict=True)) if votes else (0, 0)
    if backward < MIN_DIGIT_VOTES or backward < DIGIT_VOTES * forward:
        return readings
    return [_with_turned_numbers(reading) for reading in readings]


def _with_turned_numbers(reading: Reading) -> Reading:
    mended = repaired(reading.mended, (gate.DIGITS,)) if reading.verdict != "held_back" else None
    if mended is None or mended == reading.mended:
        return reading
    verdict: Verdict = "repaired" if reading.verdict == "kept" else reading.verdict
    reasons = (*reading.reasons, gate.DIGITS)
    return Reading(reading.width, reading.height, reading.found, mended, verdict, reasons)


def _extraction(readings: Sequence[Reading], title: str) -> Extraction:
    pages, repairs, parts = [], [], []
    offset = 0
    for number, reading in enumerate(readings, start=1):
        lines = []
        for found, mended in zip(reading.found, reading.mended, strict=True):
            lines.append(Line(offset, offset + len(found.text), found.place, found.size, found.is_bold))
            repairs += [
                Repair(change.wrong, change.right, offset + change.start)
                for change in changes(found.text, mended)
            ]
            parts.append(found.text + "\n")
            offset += len(found.text) + 1
        pages.append(
            Page(number, reading.width, reading.height, tuple(lines), reading.verdict, reading.reasons)
        )
    return Extraction("".join(parts), tuple(pages), repairs=tuple(repairs), title=title)


def _title(document: pdfium.PdfDocument) -> str:
    """Return the title that the file gives itself, "" where it gives none, or what its writer put for one."""
    title = " ".join(document.get_metadata_value("Title").split())
    if not title or _NO_TITLE.search(title) or len(title) > MAX_TITLE_CHARACTERS or gate.look_at([title]):
        return ""
    return title


def lines_as_published(extraction: Extraction) -> Iterator[str]:
    """Yield each line of the pages that are not held back, repairs applied."""
    at: dict[int, list[Repair]] = {}
    for repair in extraction.repairs:
        at.setdefault(repair.start, []).append(repair)
    for page in extraction.pages:
        if page.verdict == "held_back":
            continue
        for line in page.lines:
            text, place = "", line.start
            while place < line.end:
                for repair in at.get(place, ()):
                    text += repair.right
                    place += len(repair.wrong)
                    break
                else:
                    text += extraction.text[place]
                    place += 1
            yield text
