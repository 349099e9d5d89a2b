"""Opening PDF files with PDFium: limits, and one sentence for each trouble."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium

from documents.errors import SourceError

MAX_FILE_BYTES = 256 * 2**20
MAX_PAGES = 1_000

# PDFium is not thread-safe: whoever holds a document or a page holds this.
_LOCK = threading.RLock()
_HEAD_BYTES = _TAIL_BYTES = 2_048


@contextmanager
def open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF for reading; no other thread uses PDFium meanwhile.

    Scripts are never run: forms are not initialised, and the library is built without a JavaScript engine.
    SourceError for a file that is no PDF, locked with a password, cut off, damaged, or too large.
    """
    _look_at(path)
    with _LOCK:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                raise SourceError(
                    f"{path.name}: locked with a password; save it without one and add it again"
                ) from None
            raise SourceError(f"{path.name}: damaged, it cannot be opened; save it again as PDF") from None
        try:
            pages = len(document)
            if pages == 0:
                raise SourceError(f"{path.name}: has no pages; save it again as PDF")
            if pages > MAX_PAGES:
                raise SourceError(f"{path.name}: has {pages} pages, at most {MAX_PAGES} are read; split it")
            yield document
        finally:
            document.close()


def _look_at(path: Path) -> None:
    """Refuse what is no whole PDF before PDFium tries to mend it: a part would pass for the whole."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror})") from error
    if not size:
        raise SourceError(f"{path.name}: is empty; add it again")
    if size > MAX_FILE_BYTES:
        raise SourceError(
            f"{path.name}: has {size >> 20} MB, at most {MAX_FILE_BYTES >> 20} are read; split it"
        )
    if b"%PDF-" not in head:
        raise SourceError(f"{path.name}: is no PDF, whatever its name says")
    if b"%%EOF" not in tail:
        raise SourceError(f"{path.name}: is cut off, its end is missing; add the whole file again")
