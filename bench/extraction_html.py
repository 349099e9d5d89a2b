"""Test PDFs from HTML: by Chromium (Skia) and by WeasyPrint (Pango, HarfBuzz)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from bench.command import BenchError
from bench.extraction_pages import Page, Part, in_reading_order

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ELEMENTS = {"title": "h1", "heading": "h2", "paragraph": "p", "footnote": "p"}
SECONDS = 120
STYLE = """
@page { size: A4; margin: 0 }
body { margin: 0; font-family: %(font)s; font-size: %(size)spt; line-height: 1.6 }
section { position: relative; width: 210mm; height: 296mm; page-break-after: always; overflow: hidden }
section:last-child { page-break-after: auto }
header, footer, aside { position: absolute; left: 20mm; right: 20mm; font-size: 80%% }
header { top: 9mm; border-bottom: 1px solid #777 }
footer { bottom: 8mm; text-align: center }
aside { bottom: 16mm; border-top: 1px solid #777 }
article { position: absolute; top: 20mm; left: 20mm; right: 20mm; columns: %(columns)s; column-gap: 9mm }
aside p { margin: 0 }
h1 { font-size: 150%%; margin: 0 0 3mm }
%(spanning)s { column-span: all }
h2 { font-size: 120%%; margin: 3mm 0 1mm }
p, ul { margin: 0 0 2mm; text-align: justify }
ul { list-style: none; padding: 0 6mm }
table { break-inside: avoid; border-collapse: collapse; width: 100%%; margin: 2mm 0 }
td, th { border: 1px solid #999; padding: .5mm 2mm; text-align: right }
"""


def html_of(
    pages: Sequence[Page], font: str, size: float = 12, columns: int = 1, all_titles_span: bool = False
) -> str:
    """Return a document of A4 pages, right to left; a page's first title stands over all its columns."""
    spanning = "h1" if all_titles_span else "h1:first-child"
    style = STYLE % {"font": f"'{font}'", "size": size, "columns": columns, "spanning": spanning}
    sections = "".join(f"<section>{_section(in_reading_order(page))}</section>" for page in pages)
    return f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><style>{style}</style>{sections}'


def _section(page: Page) -> str:
    text = [part for part in page if part.kind not in ("header", "footer", "footnote")]
    notes = "".join(_element("p", part.text) for part in page if part.kind == "footnote")
    header, footer = (
        "".join(_element(name, part.text) for part in page if part.kind == name)
        for name in ("header", "footer")
    )
    aside = f"<aside>{notes}</aside>" if notes else ""
    return f"{header}<article>{_text(text)}</article>{aside}{footer}"


def _text(parts: Sequence[Part]) -> str:
    written = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        if kind == "row":
            head, *rows = (part.cells for part in group)
            lines = [_row("th", head), *(_row("td", row) for row in rows)]
            written.append(f"<table>{''.join(lines)}</table>")
        elif kind == "item":
            written.append(f"<ul>{''.join(_element('li', '- ' + part.text) for part in group)}</ul>")
        else:
            written += [_element(ELEMENTS[kind], part.text) for part in group]
    return "".join(written)


def _row(name: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(_element(name, cell) for cell in cells)}</tr>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def by_chromium(html: str, target: Path) -> None:
    """Print the document to a PDF with a Chromium on PATH."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise BenchError("no chromium on PATH; 'apt-get install chromium'")
    with tempfile.TemporaryDirectory() as folder:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        options += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target.resolve()}"]
        run_writer([program, *options, _written(html, folder)], target)


def by_weasyprint(html: str, target: Path) -> None:
    """Write the PDF with the weasyprint on PATH."""
    program = shutil.which("weasyprint")
    if program is None:
        raise BenchError("no weasyprint on PATH; 'apt-get install weasyprint'")
    with tempfile.TemporaryDirectory() as folder:
        run_writer([program, "--quiet", _written(html, folder), str(target.resolve())], target)


def _written(html: str, folder: str) -> str:
    page = Path(folder, "page.html")
    page.write_text(html, encoding="utf-8")
    return str(page)


def run_writer(command: Sequence[str], target: Path) -> None:
    """Run a program that writes the target; BenchError if it does not."""
    target.unlink(missing_ok=True)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise BenchError(f"{command[0]} did not finish {target.name} within {SECONDS} s") from error
    if done.returncode or not target.is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise BenchError(f"{command[0]} wrote no {target.name}: {said[-1] if said else done.returncode}")
