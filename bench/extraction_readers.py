"""What reads a PDF for the benchmark: ours as it publishes, and the two libraries as they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdf import PdfReader

from documents.extraction import Extraction
from documents.passage import Passage
from documents.passages import passages_of
from documents.reading import read
from documents.repaired import Repaired

DOCUMENT = "file"  # an id: a file's name need not be one


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page's text as it would be published, repairs made; verdict and reasons as of Page."""

    text: str
    verdict: str = "kept"
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's pages in order and its passages."""

    pages: tuple[ReadPage, ...]
    passages: tuple[Passage, ...] = ()


Reader = Callable[[Path], ReadFile]


def by_pypdfium2(path: Path) -> ReadFile:
    """Read as pypdfium2 does, untouched."""
    with pypdfium2.PdfDocument(path) as document:
        return ReadFile(tuple(ReadPage(page.get_textpage().get_text_range()) for page in document))


def by_pypdf(path: Path) -> ReadFile:
    """Read as pypdf does, untouched."""
    return ReadFile(tuple(ReadPage(page.extract_text()) for page in PdfReader(path).pages))


def by_ours(path: Path) -> ReadFile:
    """Read as a dropped file is read, down to its passages."""
    extraction = read(path, path.name)
    return ReadFile(pages_of(extraction), passages_of(DOCUMENT, extraction))


READERS: dict[str, Reader] = {"documents": by_ours, "pypdfium2": by_pypdfium2, "pypdf": by_pypdf}


def pages_of(extraction: Extraction) -> tuple[ReadPage, ...]:
    """Return the pages' texts: their lines, in the extraction's order, with its repairs made."""
    repaired = Repaired(extraction.text, extraction.repairs)
    return tuple(
        ReadPage(
            "\n".join(repaired.published(line.start, line.end) for line in page.lines),
            page.verdict,
            page.reasons,
        )
        for page in extraction.pages
    )
