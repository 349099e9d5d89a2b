"""Pictures of a PDF's pages, lines of them marked: for the console, the chat and its messengers."""

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from documents.pages.pdfium import open_pdf
from documents.passage import Rectangle
from documents.refusals import refusal

MAX_WIDTH_PIXELS = 4_000
MAX_PIXELS = 16_000_000  # of a picture; a taller page comes narrower
MARK_COLOUR = (255, 236, 140)  # a light yellow, multiplied onto the page: black letters stay black
MARK_MARGIN = 0.002  # of the page's height, around a line


def page_picture(path: Path, number: int, width_pixels: int, marks: Sequence[Rectangle] = ()) -> bytes:
    """Return page `number`, from 1, as PNG, with the marks that are on it highlighted.

    It is `width_pixels` wide, at most MAX_WIDTH_PIXELS; narrower where it would hold more than MAX_PIXELS.
    SourceError where the file cannot be opened or has no such page.
    """
    with open_pdf(path) as document:
        if not 1 <= number <= len(document):
            raise refusal("no_such_page", name=path.name, pages=len(document), page=number)
        picture = _drawn(document, number, max(1, min(width_pixels, MAX_WIDTH_PIXELS)), path)
    here = [mark for mark in marks if mark.page == number]
    if here:
        picture = ImageChops.multiply(picture, _highlight(picture.size, here))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _drawn(document: pdfium.PdfDocument, number: int, width_pixels: int, path: Path) -> Image.Image:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        if min(width, height) <= 0:
            raise refusal("not_drawn", name=path.name, page=number)
        scale = min(width_pixels / width, (MAX_PIXELS / (width * height)) ** 0.5)
        drawn: Image.Image = page.render(scale=scale).to_pil()
        return drawn.convert("RGB")
    except pdfium.PdfiumError:
        raise refusal("not_drawn", name=path.name, page=number) from None


def _highlight(size: tuple[int, int], marks: Sequence[Rectangle]) -> Image.Image:
    width, height = size
    colours = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(colours)
    margin = MARK_MARGIN * height
    for mark in marks:
        left, right = sorted((mark.left * width, mark.right * width))
        top, bottom = sorted((mark.top * height, mark.bottom * height))
        box = (left - margin, top - margin, right + margin, bottom + margin)
        draw.rounded_rectangle(box, radius=margin * 2, fill=MARK_COLOUR)
    return colours
