"""Opening PDF files with PDFium: limits, and one sentence for each trouble."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium

from documents.errors import SourceError
from documents.refusals import refusal

MAX_FILE_BYTES = 256 * 2**20
MAX_PAGES = 1_000

# PDFium is not thread-safe: whoever holds a document or a page holds this.
_LOCK = threading.RLock()
_HEAD_BYTES = _TAIL_BYTES = 2_048


@contextmanager
def open_pdf(path: Path, name: str = "") -> Iterator[pdfium.PdfDocument]:
    """Open a PDF for reading; no other thread uses PDFium meanwhile.

    Scripts are never run: forms are not initialised, and the library is built without a JavaScript engine.
    SourceError, with a code of documents.refusals, for a file that is no PDF, locked with a password,
    cut off, damaged, or too large; `name` is what its owner calls it.
    """
    name = name or path.name
    _look_at(path, name)
    with _LOCK:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                raise refusal("encrypted", name=name) from None
            raise refusal("damaged", name=name) from None
        try:
            pages = len(document)
            if pages == 0:
                raise refusal("no_text", name=name)
            if pages > MAX_PAGES:
                raise refusal("too_many_pages", name=name, pages=pages, limit_pages=MAX_PAGES)
            yield document
        finally:
            document.close()


def _look_at(path: Path, name: str) -> None:
    """Refuse what is no whole PDF before PDFium tries to mend it: a part would pass for the whole."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror})") from error
    if not size:
        raise refusal("empty", name=name)
    if size > MAX_FILE_BYTES:
        raise refusal("too_large", name=name, megabytes=size >> 20, limit_megabytes=MAX_FILE_BYTES >> 20)
    if b"%PDF-" not in head:
        raise refusal("unknown_format", name=name)
    if b"%%EOF" not in tail:
        raise refusal("damaged", name=name)
