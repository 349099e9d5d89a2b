"""The folder DALEEL_SOURCES: what is kept there of each version, and where.

    files/SHA256.SUFFIX        a file as it was given; SHA256.md beside a shipped text: its reading by hand
    readings/SHA256.json       what was read of it (documents.extraction_json)
    made/ID/NUMBER-EDITS/      its passages with so many edits, as a published document
    published/ID.json          what the index is built from; one without passages withdraws a shipped source

All but the first and the last can be made anew from the first.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.conf import settings

from web.sources.errors import SourcesError
from web.sources.models import MAX_FILE_NAME_CHARACTERS, Version

MAX_BYTES = 200 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024
_SUFFIX = re.compile(r"\.([a-z0-9]{1,8})", re.ASCII)
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in its place; `name` as given, without folders and control signs."""

    name: str
    sha256: str
    size_bytes: int


def folder(name: str = "") -> Path:
    """The folder of sources, or one of those in it."""
    found: Path = settings.DALEEL.sources / name
    return found


def store(chunks: Iterable[bytes], file_name: str) -> Stored:
    """Keep a file under its digest. SourcesError where it is empty, too large, or the disk is full."""
    name, digest, size = clean_name(file_name), hashlib.sha256(), 0
    with no_space_said():
        folder("files").mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=folder("files"), prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in chunks:
                    size += len(chunk)
                    if size > MAX_BYTES:
                        raise SourcesError("too_large", name=name, limit_megabytes=MAX_BYTES // 1024**2)
                    digest.update(chunk)
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            if not size:
                raise SourcesError("empty", name=name)
            stored = Stored(name, digest.hexdigest(), size)
            Path(beside).replace(path_of(stored.sha256, name))
        finally:
            Path(beside).unlink(missing_ok=True)
    return stored


def chunks_of(path: Path) -> Iterator[bytes]:
    """A file's content, piece by piece."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def clean_name(file_name: str) -> str:
    """The last part of a name however its system writes paths, without control signs; never empty."""
    last = PurePosixPath(PureWindowsPath(file_name).name).name
    kept = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    stem, dot, suffix = kept.strip().rpartition(".")
    if dot and len(kept) > MAX_FILE_NAME_CHARACTERS:
        kept = stem[: MAX_FILE_NAME_CHARACTERS - len(suffix) - 1] + dot + suffix
    kept = kept.strip()[:MAX_FILE_NAME_CHARACTERS]
    return kept if kept.strip(".") else "file"


def stem_of(file_name: str) -> str:
    """A name without its suffix, as a title."""
    return PurePosixPath(file_name).stem.replace("_", " ").strip() or file_name


def suffix_of(file_name: str) -> str:
    """Its suffix in small Latin letters and figures without the dot; "" where it has none such."""
    match = _SUFFIX.fullmatch(PurePosixPath(file_name).suffix.lower())
    return match[1] if match else ""


def path_of(sha256: str, file_name: str) -> Path:
    """Where the file of this digest lies, that was given under this name."""
    suffix = suffix_of(file_name)
    return folder("files") / (f"{sha256}.{suffix}" if suffix else sha256)


def file_of(version: Version) -> Path:
    return path_of(version.sha256, version.file_name)


def curated_of(version: Version) -> Path:
    """The reading by hand of a shipped text."""
    return folder("files") / f"{version.sha256}-{version.curated_sha256}.md"


def reading_of(version: Version) -> Path:
    return folder("readings") / f"{version.sha256}.json"


def made_of(version: Version, edit_count: int | None = None) -> Path:
    """The folder of a version's passages with so many edits, all of them unless given."""
    edits = version.edit_count if edit_count is None else edit_count
    return folder("made") / version.source_id / f"{version.number}-{edits}"


def published_of(source_id: str) -> Path:
    return folder("published") / f"{source_id}.json"


def write_whole(path: Path, content: str) -> None:
    """Write a file beside its place and rename it: readers see the old one or the new one."""
    with no_space_said():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with beside.open("w", encoding="utf-8") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def erase(source_id: str) -> None:
    """Remove every file of a source but those that another one has too; its rows still stand."""
    for version in Version.objects.filter(source=source_id):
        others = Version.objects.filter(sha256=version.sha256).exclude(source=source_id)
        if not others.exists():
            file_of(version).unlink(missing_ok=True)
            reading_of(version).unlink(missing_ok=True)
            if version.curated_sha256:
                curated_of(version).unlink(missing_ok=True)
    shutil.rmtree(folder("made") / source_id, ignore_errors=True)


def erase_left_over(version: Version) -> None:
    """Remove what was read of a version that was deleted meanwhile."""
    if Version.objects.filter(pk=version.pk).exists():
        return
    if not Version.objects.filter(sha256=version.sha256).exists():
        reading_of(version).unlink(missing_ok=True)
    if not Version.objects.filter(source=version.source_id).exists():
        shutil.rmtree(folder("made") / version.source_id, ignore_errors=True)


@contextlib.contextmanager
def no_space_said() -> Iterator[None]:
    """A full disk is said as such, in a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise SourcesError("disk_full") from error
        raise
