"""Reading a file: the one entry, which picks the reader by what the file holds, never by its name alone.

The name decides only between kinds of plain text, which no sign tells apart. Files of strangers are read by
documents.sandbox, which calls this in a process of its own.
"""

from collections.abc import Callable
from pathlib import Path

from documents.errors import SourceError
from documents.extraction import Extraction
from documents.refusals import refusal

MAX_MEGABYTES = 100
MAX_TEXT_MEGABYTES = 20  # of a file that is nothing but text

Progress = Callable[[int, int], None]
_MEGABYTE = 1_000_000
_PDF_WITHIN = 1024  # bytes: some writers begin with a line of their own
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHERS = {
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"MIME-Version:": "MHTML",
    b"SQLite format 3": "SQLite",
}
_PACKED = {
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.oasis.opendocument.presentation": "ODP",
    "application/epub+zip": "EPUB",
}
_STRICT = b"http://purl.oclc.org/ooxml/"
_MARKDOWN, _CSV = (".md", ".markdown", ".mdown"), (".csv", ".tsv")


def read(path: Path, name: str, progress: Progress | None = None) -> Extraction:
    """Read a file; `name` is what its owner calls it, `progress` is told each page and how many there are.

    Raises SourceError with a code of documents.refusals for everything that keeps it from being read.
    """
    name = plain_name(name)
    try:
        return _read(path, name, progress or (lambda page, pages: None))
    except SourceError:
        raise
    except MemoryError as error:
        raise refusal("too_much_memory", name=name) from error
    except RecursionError as error:
        raise refusal("nested_too_deep", name=name) from error
    except Exception as error:  # what a library says of a file that breaks its rules
        raise refusal("damaged", name=name) from error


def plain_name(name: str) -> str:
    """Return a file's name without folders and signs that nobody sees, of at most 120 characters."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = "".join(sign for sign in last if sign.isprintable()).strip()
    return visible[-120:] if visible.strip(".") else "file"


def _read(path: Path, name: str, progress: Progress) -> Extraction:
    size = path.stat().st_size
    if size == 0:
        raise refusal("empty", name=name)
    if size > MAX_MEGABYTES * _MEGABYTE:
        raise _too_large(name, size, MAX_MEGABYTES)
    with path.open("rb") as file:
        begin = file.read(_PDF_WITHIN)
    if begin.startswith(_ZIP):
        return _read_packed(path, name)
    if b"%PDF-" in begin:
        from documents.pdf import read_pdf

        return read_pdf(path, name, progress)
    if begin.startswith(_OLE):
        raise refusal("encrypted" if _ENCRYPTED_PACKAGE in path.read_bytes() else "old_office", name=name)
    for sign, kind in _OTHERS.items():
        if begin.startswith(sign):
            raise refusal("not_read", name=name, kind=kind)
    if size > MAX_TEXT_MEGABYTES * _MEGABYTE:
        raise _too_large(name, size, MAX_TEXT_MEGABYTES)
    return _read_plain(path.read_bytes(), name)


def _too_large(name: str, size: int, limit: int) -> SourceError:
    return refusal("too_large", name=name, megabytes=-(-size // _MEGABYTE), limit_megabytes=limit)


def _read_packed(path: Path, name: str) -> Extraction:
    """Read what is packed as zip, by the parts that it holds."""
    from documents.formats.archive import check_archive, read_part

    parts = check_archive(path, name)
    mimetype = read_part(path, "mimetype", 100).decode("ascii", errors="replace").strip()
    if mimetype in _PACKED:
        raise refusal("not_read", name=name, kind=_PACKED[mimetype])
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        from documents.formats.odt import read_odt

        if b"encryption-data" in read_part(path, "META-INF/manifest.xml", _MEGABYTE):
            raise refusal("encrypted", name=name)
        return read_odt(path, name)
    if any(_STRICT in read_part(path, part, _MEGABYTE) for part in ("_rels/.rels", "word/document.xml")):
        raise refusal("strict_office", name=name)
    folders = {part.partition("/")[0] for part in parts if "/" in part}
    if "[Content_Types].xml" not in parts:
        raise refusal("not_read", name=name, kind="zip")
    if "word" in folders:
        from documents.formats.docx import read_docx

        return read_docx(path, name)
    if "ppt" in folders:
        from documents.formats.pptx import read_pptx

        return read_pptx(path, name)
    if "xl/workbook.bin" in parts:
        raise refusal("not_read", name=name, kind="XLSB")
    if "xl" in folders:
        from documents.formats.xlsx import read_xlsx

        return read_xlsx(path, name)
    raise refusal("not_read", name=name, kind="zip")


def _read_plain(data: bytes, name: str) -> Extraction:
    from documents.formats import csv, html, markdown, text
    from documents.formats.encoding import decode

    decoded = decode(data, name)
    if html.is_html(decoded):
        return html.read_html(data, name)
    suffix = Path(name).suffix.lower()
    if suffix in _MARKDOWN or (suffix not in _CSV and markdown.HEADING.search(decoded)):
        return markdown.read_markdown(decoded, name)
    delimiter = csv.delimiter_of(decoded)
    if suffix in _CSV or (delimiter in (",", ";", "\t", "|") and suffix != ".txt"):
        return csv.read_csv(decoded, name, delimiter)
    return text.read_text(decoded, name)
