"""Test PDFs from an office suite and from Pango: LibreOffice (by way of DOCX), pango-view (Cairo)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from pypdf import PdfReader, PdfWriter

from bench.command import BenchError
from bench.extraction_html import run_writer
from bench.extraction_pages import Page, Part, in_reading_order

SIZES = {"title": 1.5, "heading": 1.2, "footnote": 0.8}  # of the text's size
OFFICE_OPTIONS = ("--headless", "--norestore", "--convert-to", "pdf:writer_pdf_Export")


def docx_of(pages: Sequence[Page], font: str, target: Path, size: float = 12) -> None:
    """Write the pages as a DOCX, right to left; header and footer are the first page's, with a page field."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for number, page in enumerate(map(in_reading_order, pages)):
        begun = len(document.paragraphs)
        for kind, group in groupby(page, key=lambda part: part.kind):
            parts = list(group)
            if kind == "row":
                _add_table(document, parts, font, size)
            elif kind not in ("header", "footer"):
                for part in parts:
                    text = f"- {part.text}" if kind == "item" else part.text
                    _add_text(document.add_paragraph(), text, font, size * SIZES.get(kind, 1), kind)
        document.paragraphs[begun].paragraph_format.page_break_before = number > 0
    for part in pages[0]:
        if part.kind == "header":
            _add_text(section.header.paragraphs[0], part.text, font, size * 0.8)
        elif part.kind == "footer":
            paragraph = section.footer.paragraphs[0]
            _add_text(paragraph, part.text.rstrip("1\u0661"), font, size * 0.8)
            _add_page_field(paragraph, font, size * 0.8)
    document.save(str(target))


def _add_table(document: WordDocument, parts: Sequence[Part], font: str, size: float) -> None:
    table = document.add_table(len(parts), len(parts[0].cells), "Table Grid")
    table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for row, part in zip(table.rows, parts, strict=True):
        for cell, text in zip(row.cells, part.cells, strict=True):
            _add_text(cell.paragraphs[0], text, font, size)


def _add_text(paragraph: Paragraph, text: str, font: str, size: float, kind: str = "") -> None:
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    paragraph.paragraph_format.space_after = Pt(4)
    _set_font(paragraph.add_run(text), font, size, kind in ("title", "heading"))


def _set_font(run: Run, font: str, size: float, is_bold: bool = False) -> None:
    properties = run._r.get_or_add_rPr()
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    properties.append(fonts)
    if is_bold:
        properties.extend([OxmlElement("w:b"), OxmlElement("w:bCs")])
    for name in ("w:sz", "w:szCs"):
        half_points = OxmlElement(name)
        half_points.set(qn("w:val"), str(round(2 * size)))
        properties.append(half_points)
    properties.append(OxmlElement("w:rtl"))


def _add_page_field(paragraph: Paragraph, font: str, size: float) -> None:
    for kind in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        _set_font(run, font, size)
        name = "w:instrText" if kind == "PAGE" else "w:fldChar"
        element = OxmlElement(name)
        if kind == "PAGE":
            element.text = kind
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def by_libreoffice(pages: Sequence[Page], font: str, target: Path, size: float = 12) -> None:
    """Write the PDF with the soffice on PATH."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise BenchError(
            "no LibreOffice on PATH; 'apt-get install --no-install-recommends libreoffice-writer'"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{target.stem}.docx")
        docx_of(pages, font, source, size)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        options = [profile, *OFFICE_OPTIONS, "--outdir", str(target.parent.resolve()), str(source)]
        run_writer([program, *options], target)


def by_pango(pages: Sequence[Page], font: str, target: Path, size: float = 12) -> None:
    """Write the PDF with the pango-view on PATH: running text only."""
    program = shutil.which("pango-view")
    if program is None:
        raise BenchError("no pango-view on PATH; 'apt-get install pango1.0-tools'")
    writer = PdfWriter()
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            text, drawn = Path(folder, f"{number}.txt"), Path(folder, f"{number}.pdf")
            lines = [part.text for part in in_reading_order(page)]
            text.write_text("\n".join(lines) + "\n", encoding="utf-8")
            options = ["--no-display", "--rtl", "--width=480", "--margin=40", f"--font={font} {size:g}"]
            run_writer([program, *options, f"--output={drawn}", str(text)], drawn)
            writer.append(PdfReader(drawn))
        writer.write(target)
