"""What is packed as zip (docx, xlsx, pptx, odt), measured by its own directory before anything is unpacked.

zipfile gives no more of a part than the directory says, so that a directory that lies gives a damaged part.
"""

import zipfile
from pathlib import Path
from xml.parsers import expat

from documents.refusals import refusal

MAX_PARTS = 10_000
MAX_UNPACKED_MEGABYTES = 256
MAX_RATIO = 250  # a large sheet that repeats itself packs to a hundredth
_RATIO_COUNTS_FROM = 8_000_000  # bytes
_MAX_PROLOGUE = 100_000  # bytes before an XML part's first element
_MEGABYTE = 1_000_000
_IS_ENCRYPTED = 0x1
_IS_XML = (".xml", ".rels", ".vml")


class _Begun(Exception):
    """The first element was met."""


def check_archive(path: Path, name: str) -> frozenset[str]:
    """Return the names of a zip's parts; refuses what is encrypted, damaged, a bomb, or declares entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts, name)
            for part in parts:
                if part.filename.lower().endswith(_IS_XML):
                    _check_prologue(archive, part, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise refusal("damaged", name=name) from error
    return frozenset(part.filename for part in parts)


def read_part(path: Path, part: str, limit: int) -> bytes:
    """Return at most `limit` bytes of a part, b"" where there is none."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as file:
            return file.read(limit)
    except KeyError:
        return b""


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MAX_PARTS:
        raise refusal("too_many_parts", name=name, limit_parts=MAX_PARTS)
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        raise refusal("encrypted", name=name)
    unpacked = sum(part.file_size for part in parts)
    is_bomb = any(
        part.file_size > _RATIO_COUNTS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if is_bomb or unpacked > MAX_UNPACKED_MEGABYTES * _MEGABYTE:
        raise refusal("unpacks_too_large", name=name, limit_megabytes=MAX_UNPACKED_MEGABYTES)


def _check_prologue(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Refuse an XML part with a DOCTYPE, in whatever encoding: entities are declared there alone."""

    def refuse(*_: object) -> None:
        raise refusal("declares_entities", name=name)

    def begin(*_: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    # OpenOffice 1 to 2 wrote one into the manifest, which nothing here reads.
    if part.filename != "META-INF/manifest.xml":
        parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    with archive.open(part) as file:
        try:
            parser.Parse(file.read(_MAX_PROLOGUE), True)
        except _Begun:
            return
        except expat.ExpatError as error:
            if part.file_size:
                raise refusal("damaged", name=name) from error
