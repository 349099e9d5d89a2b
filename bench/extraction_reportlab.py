"""Test PDFs by ReportLab: what programs without Arabic make, and hidden text behind a page's picture.

Letters are drawn as the font's own signs, one after the other. `ways` says how a line's text is prepared.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.command import BenchError
from bench.extraction_pages import Page, in_reading_order

MARGIN = 56.0
HIDDEN = 3  # PDF's text rendering mode
_SHAPES = ArabicReshaper({"delete_harakat": False, "support_ligatures": True})

Way = Callable[[str], str]


def visual(line: str) -> str:
    """Return the line in presentation forms, in visual order: the way that every tutorial shows."""
    return str(get_display(_SHAPES.reshape(line), base_dir="R"))


def logical(line: str) -> str:
    """Return the line as it is: letters unjoined, from left to right."""
    return line


def without_spaces(line: str) -> str:
    """Return the line in visual order with its spaces lost."""
    return visual(line).replace(" ", "")


def digits_turned(line: str) -> str:
    """Return the line turned letter for letter, digits with it."""
    return str(_SHAPES.reshape(line))[::-1]


def words_turned(line: str) -> str:
    """Return the line with its words in visual order, the letters of each from the left."""
    return " ".join(reversed(_SHAPES.reshape(line).split(" ")))


WAYS: dict[str, Way] = {
    "visual": visual,
    "logical": logical,
    "no-spaces": without_spaces,
    "digits": digits_turned,
    "words": words_turned,
}


def by_reportlab(pages: Sequence[Page], font_file: Path, target: Path, way: Way, size: float = 12) -> None:
    """Draw the pages, right-aligned, running text only."""
    font = _register(font_file)
    canvas = Canvas(str(target), pagesize=A4)
    width, height = A4
    for page in pages:
        above = height - MARGIN
        for part in in_reading_order(page):
            scale = {"title": 1.5, "heading": 1.2, "footnote": 0.8}.get(part.kind, 1)
            canvas.setFont(font, size * scale)
            for line in _wrapped(part.text, font, size * scale, width - 2 * MARGIN):
                canvas.drawRightString(width - MARGIN, above, way(line))
                above -= 1.6 * size * scale
            above -= 0.4 * size
        if above < 0:
            raise BenchError(f"{target.name}: a page's text does not fit the page; use a smaller size")
        canvas.showPage()
    canvas.save()


def hide_behind(picture_of: Path, pages: Sequence[Page], font_file: Path, target: Path, way: Way) -> None:
    """Write pictures of another PDF's first pages with a hidden text layer, as scanners do."""
    font = _register(font_file)
    canvas = Canvas(str(target), pagesize=A4)
    width, height = A4
    with pypdfium2.PdfDocument(picture_of) as document:
        for number, text in enumerate(pages):
            picture = ImageReader(io.BytesIO(jpeg_of(document[number].render(scale=2).to_pil())))
            canvas.drawImage(picture, 0, 0, width, height)
            above = height - MARGIN
            for part in in_reading_order(text):
                for line in _wrapped(part.text, font, 11, width - 2 * MARGIN):
                    hidden = canvas.beginText()
                    hidden.setTextRenderMode(HIDDEN)
                    hidden.setFont(font, 11)
                    shown = way(line)
                    hidden.setTextOrigin(width - MARGIN - pdfmetrics.stringWidth(shown, font, 11), above)
                    hidden.textOut(shown)
                    canvas.drawText(hidden)
                    above -= 16
            canvas.showPage()
    canvas.save()


def jpeg_of(picture: Image.Image, quality: int = 75) -> bytes:
    """Return the picture as a grey JPEG file."""
    file = io.BytesIO()
    picture.convert("L").save(file, "JPEG", quality=quality)
    return file.getvalue()


def _register(font_file: Path) -> str:
    name = font_file.stem
    try:
        pdfmetrics.registerFont(TTFont(name, str(font_file), shapable=False))
    except TTFError as error:
        raise BenchError(
            f"ReportLab cannot use {font_file.name}: {error}; it needs TrueType outlines"
        ) from error
    return name


def _wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    lines: list[str] = []
    words: list[str] = []
    for word in text.split(" "):
        if words and pdfmetrics.stringWidth(visual(" ".join([*words, word])), font, size) > width:
            lines.append(" ".join(words))
            words = []
        words.append(word)
    return [*lines, " ".join(words)]
