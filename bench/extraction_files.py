"""Make the PDFs that `make bench-extraction` reads, each NAME.pdf beside its truth NAME.txt.

    python -m bench.extraction_files FOLDER

Writers and fonts that this machine lacks are named, and their files left out. A name's first part says what a
file is: clean, broken, scan, mixed; what WeasyPrint writes is the one or the other by its version (57 writes
no usable text layer).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from pypdf import PdfReader

from bench.command import BenchError, OneLineParser
from bench.extraction_broken import (
    CodeMap,
    brackets_mirrored,
    joined,
    lam_alef_turned,
    replaced,
    scan,
    shifted,
    with_wrong_codes,
)
from bench.extraction_html import by_chromium, by_weasyprint, html_of
from bench.extraction_office import by_libreoffice, by_pango
from bench.extraction_pages import (
    Page,
    read_pages,
    truth_of,
    with_eastern_digits,
    with_running_lines,
    without_tables,
)
from bench.extraction_reportlab import WAYS, by_reportlab, hide_behind

AMIRI, NASKH, SANS, KUFI = "Amiri", "Noto Naskh Arabic", "Noto Sans Arabic", "Noto Kufi Arabic"
KACST, DEJAVU, SCHEHERAZADE = "KacstBook", "DejaVu Sans", "Scheherazade"
FONTS = (AMIRI, NASKH, SANS, KUFI, KACST, DEJAVU, SCHEHERAZADE)
PACKAGES = (
    "fonts-hosny-amiri fonts-noto-core fonts-kacst fonts-dejavu-core fonts-sil-scheherazade "
    "chromium weasyprint pango1.0-tools libreoffice-writer"
)
HEADER, FOOTER = "تقرير عن الاقتصاد المحلي", "صفحة {}"
BROKEN_PAGES = 6  # of each broken file: reading pictures takes seconds a page
BROKEN_CODES: dict[str, CodeMap | None] = {
    "shifted": shifted,
    "replaced": replaced,
    "lam-alef": lam_alef_turned,
    "brackets": brackets_mirrored,
    "no-codes": None,
}

Make = Callable[[Path], None]  # writes the PDF


def font_file(name: str) -> Path:
    """Return the file of a font's upright style; BenchError if fontconfig does not have it."""
    if shutil.which("fc-match") is None:
        raise BenchError("no fc-match on PATH; 'apt-get install fontconfig'")
    found = subprocess.run(
        ["fc-match", "--format=%{family}\n%{file}", f"{name}:style=Regular,Book,Medium"],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    if name not in found[0].split(","):
        raise BenchError(f"the font {name} is not installed; packages: {PACKAGES}")
    return Path(found[1])


def files() -> Iterator[tuple[str, list[Page], Make]]:
    """Yield every file's name, its pages and what writes it; those made of others come after them."""
    yield from _clean()
    yield from _drawn()
    yield from _broken()


def _clean() -> Iterator[tuple[str, list[Page], Make]]:
    plain = read_pages()
    pages = with_running_lines(plain, HEADER, FOOTER)
    dense = with_running_lines(
        [plain[at] + plain[at + 1] for at in range(0, len(plain) - 1, 2)], HEADER, FOOTER
    )
    for font in FONTS:
        end = f"{font.split(' ')[-2 if ' Arabic' in font else 0].lower()}"
        html = html_of(pages, font)
        yield f"clean-chromium-{end}", pages, partial(_with_font, font, partial(by_chromium, html))
        yield f"weasyprint-{end}", pages, partial(_with_font, font, partial(by_weasyprint, html))
        yield f"clean-office-{end}", pages, partial(_with_font, font, partial(by_libreoffice, pages, font))
        flat = without_tables(plain)
        yield f"clean-pango-{end}", flat, partial(_with_font, font, partial(by_pango, flat, font))
    two = html_of(dense, NASKH, 11, columns=2)
    yield "clean-chromium-columns", dense, partial(by_chromium, two)
    spanning = html_of(dense, NASKH, 11, columns=2, all_titles_span=True)
    yield "clean-chromium-spanning", dense, partial(by_chromium, spanning)
    yield "weasyprint-columns", dense, partial(by_weasyprint, html_of(dense, SANS, 9, columns=2))
    yield "clean-office-dense", dense, partial(by_libreoffice, dense, NASKH, size=10)
    eastern = with_eastern_digits(pages)
    yield "clean-chromium-eastern", eastern, partial(by_chromium, html_of(eastern, AMIRI))
    yield "clean-office-eastern", eastern, partial(by_libreoffice, eastern, NASKH)


def _drawn() -> Iterator[tuple[str, list[Page], Make]]:
    plain = without_tables(read_pages())
    for font in (DEJAVU, AMIRI):
        end = font.split(" ")[0].lower()
        for way in ("visual", "logical"):
            name = f"{'clean' if way == 'visual' else 'broken'}-reportlab-{way}-{end}"
            make = partial(_reportlab, font, plain, WAYS[way])
            yield name, plain, make


def _broken() -> Iterator[tuple[str, list[Page], Make]]:
    plain = without_tables(read_pages())[:BROKEN_PAGES]
    pages = with_running_lines(read_pages(), HEADER, FOOTER)[:BROKEN_PAGES]
    for kind, code_map in BROKEN_CODES.items():
        for source in ("chromium-naskh", "office-sans"):
            yield f"broken-{kind}-{source}", pages, partial(_from, f"clean-{source}", code_map)
    for way in ("no-spaces", "digits", "words"):
        yield f"broken-{way}-hidden", plain, partial(_hidden, plain, way)
    yield "scan-straight", pages, partial(_scan, "clean-chromium-amiri", 0.0, 0.0)
    yield "scan-turned", pages, partial(_scan, "clean-office-naskh", 0.7, 14.0)
    mixed = [pages[0], pages[1], pages[2]]
    sources = (("clean-chromium-naskh", 0), ("broken-shifted-chromium-naskh", 1), ("clean-office-sans", 2))
    yield "mixed-good-bad-good", mixed, partial(_mixed, sources)
    yield "mixed-good-scan-good", mixed, partial(_mixed, (sources[0], ("scan-straight", 1), sources[2]))


def _with_font(font: str, make: Make, target: Path) -> None:
    font_file(font)
    make(target)


def _reportlab(font: str, pages: list[Page], way: Callable[[str], str], target: Path) -> None:
    by_reportlab(pages, font_file(font), target, way)


def _from(source: str, code_map: CodeMap | None, target: Path) -> None:
    with_wrong_codes(_made(target, source), target, code_map, range(BROKEN_PAGES))


def _hidden(pages: list[Page], way: str, target: Path) -> None:
    hide_behind(_made(target, "clean-pango-naskh"), pages, font_file(DEJAVU), target, WAYS[way])


def _scan(source: str, degrees: float, noise: float, target: Path) -> None:
    scan(_made(target, source), target, range(BROKEN_PAGES), degrees, noise)


def _mixed(sources: tuple[tuple[str, int], ...], target: Path) -> None:
    joined([(_made(target, name), page) for name, page in sources], target)


def _made(target: Path, name: str) -> Path:
    path = target.with_name(f"{name}.pdf")
    if not path.is_file():
        raise BenchError(f"it is made of {path.name}, which is missing")
    return path


def make_files(folder: Path) -> list[str]:
    """Make every file that this machine can; return a line for each that it cannot. Those there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = []
    for name, pages, make in files():
        target, truth = folder / f"{name}.pdf", folder / f"{name}.txt"
        if target.is_file() and truth.is_file():
            continue
        try:
            make(target)
            found = len(PdfReader(target).pages)
            if found != len(pages):
                target.unlink()
                raise BenchError(f"{found} pages, expected {len(pages)}: the text does not fit")
            truth.write_text(truth_of(pages), encoding="utf-8")
        except BenchError as error:
            missing.append(f"{target.name} not made: {error}")
    return missing


def main() -> None:
    """Run the command line."""
    parser = OneLineParser(
        prog="bench.extraction_files", description="Make the PDFs that bench.extraction reads."
    )
    parser.add_argument("folder", type=Path, help="where NAME.pdf and NAME.txt go")
    arguments: argparse.Namespace = parser.parse_args()
    missing = make_files(arguments.folder)
    print(*missing, sep="\n", file=sys.stderr, end="\n" if missing else "")
    print(f"{len(list(arguments.folder.glob('*.pdf')))} PDFs in {arguments.folder}")


if __name__ == "__main__":
    main()
