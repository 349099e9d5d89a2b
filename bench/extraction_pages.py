"""The pages that test PDFs are made of: parts in reading order, and the text that a reader should find.

extraction_prose.md holds one page between two lines of ---: # a title, ## a heading, - an item, ^ a footnote,
| a | table's | row | (the first one is its head); other lines are paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PROSE = Path(__file__).with_name("extraction_prose.md")
PAGE_BREAK = "\f"
CELL_BREAK = "\t"

PartKind = Literal["header", "title", "heading", "paragraph", "item", "row", "footnote", "footer"]
MARKS: dict[str, PartKind] = {
    "# ": "title",
    "## ": "heading",
    "- ": "item",
    "| ": "row",
    "^ ": "footnote",
}
EASTERN_DIGITS = str.maketrans("0123456789", "".join(chr(0x0660 + digit) for digit in range(10)))


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading, item, footnote or a table's row; `cells` are a row's, its head's in the first."""

    kind: PartKind
    text: str
    cells: tuple[str, ...] = ()

    @property
    def truth(self) -> str:
        """The part as a truth's line: a row's cells have tabs between them."""
        return CELL_BREAK.join(self.cells) if self.cells else self.text


Page = tuple[Part, ...]


def read_pages(path: Path = PROSE) -> list[Page]:
    """Return the file's pages in order."""
    pages = path.read_text(encoding="utf-8").split("\n---\n")
    return [tuple(map(_part, filter(str.strip, page.splitlines()))) for page in pages]


def _part(line: str) -> Part:
    for mark, kind in MARKS.items():
        if line.startswith(mark):
            text = line.removeprefix(mark)
            if kind == "row":
                cells = tuple(cell.strip() for cell in text.rstrip(" |").split("|"))
                return Part(kind, " ".join(cells), cells)
            return Part(kind, text)
    return Part("paragraph", line)


def with_running_lines(pages: Sequence[Page], header: str, footer: str) -> list[Page]:
    """Return the pages with a header above and a footer below; footer's {} is the page's number from 1."""
    return [
        (Part("header", header), *page, Part("footer", footer.format(number)))
        for number, page in enumerate(pages, 1)
    ]


def with_eastern_digits(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with Arabic-Indic digits."""
    return [
        tuple(
            Part(
                part.kind,
                part.text.translate(EASTERN_DIGITS),
                tuple(cell.translate(EASTERN_DIGITS) for cell in part.cells),
            )
            for part in page
        )
        for page in pages
    ]


def without_tables(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with every row as a paragraph, for writers that draw no tables."""
    return [
        tuple(Part("paragraph", part.text) if part.kind == "row" else part for part in page) for page in pages
    ]


def in_reading_order(page: Page) -> Page:
    """Return the page as it is drawn: header, text, footnotes, footer."""
    first = [part for part in page if part.kind == "header"]
    last = [part for part in page if part.kind == "footnote"] + [
        part for part in page if part.kind == "footer"
    ]
    return (*first, *(part for part in page if part not in first and part not in last), *last)


def truth_of(pages: Sequence[Page]) -> str:
    """Return what NAME.txt holds: a line a part, form feeds between the pages, tabs between a row's cells."""
    return PAGE_BREAK.join("\n".join(part.truth for part in in_reading_order(page)) + "\n" for page in pages)
