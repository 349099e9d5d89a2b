"""The page that a quotation is from, drawn by the server with its lines marked; and its file, if it is open.

An address is signed: it opens the page of one passage that was quoted, as long as that passage is published.
Drawing is done in a process of its own, since a file may be hostile, and kept in a folder.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified

from documents.errors import SourceError
from documents.passage import Document, Passage
from documents.published import Published
from web.api import ApiError

SALT = "daleel.page"
WIDTH_PIXELS = 1000
DRAWING_SECONDS = 20
AT_ONCE = 2
PUBLISHED, FILES, PICTURES = "published", "files", "pictures"
# The browser asks each time whether it is still published: what was deleted is not shown from a cache.
CACHING = "private, no-cache"

logger = logging.getLogger(__name__)
_drawing = asyncio.Semaphore(AT_ONCE)


def picture_address(passage_id: str) -> str:
    """Where the picture of a passage's page is."""
    return f"/api/chat/pages/{signing.Signer(salt=SALT).sign_object(passage_id)}"


def file_address(passage_id: str) -> str:
    """Where the file of a passage is; empty unless it is published, and open to visitors."""
    published = _find(passage_id)
    return f"{picture_address(passage_id)}/file" if published and published[0].is_open else ""


async def show_page(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The page as PNG; 404 where its passage is no longer published or has no page."""
    document, passage = _published(signed)
    tag = f'"{_picture_path(document, passage).stem}"'
    if request.headers.get("If-None-Match") == tag:
        return _cached(HttpResponseNotModified(), tag)
    picture = await _drawn(document, passage)
    return _cached(FileResponse(picture.open("rb"), content_type="image/png"), tag)


async def drawn_page(passage_id: str) -> Path | None:
    """The picture of a passage's page; None where it is no longer published, or cannot be drawn."""
    found = _find(passage_id)
    if found is None or not found[1].places:
        return None
    try:
        return await _drawn(*found)
    except ApiError:
        return None


async def give_file(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The whole file, where its owner allows it."""
    document, _ = _published(signed)
    if not document.is_open:
        raise ApiError("not_found", 404)
    response = FileResponse(_file_of(document).open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.title)}.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _published(signed: str) -> tuple[Document, Passage]:
    """The passage that an address names, with its document, as they are published now."""
    try:
        found = _find(str(signing.Signer(salt=SALT).unsign_object(signed)))
    except signing.BadSignature as error:
        raise ApiError("not_found", 404) from error
    if found is None or not found[1].places:
        raise ApiError("not_found", 404)
    return found


def _find(passage_id: str) -> tuple[Document, Passage] | None:
    path = settings.DALEEL.sources / PUBLISHED / f"{passage_id.partition('/')[0]}.json"
    try:
        status = path.stat()
        return _read(path, status.st_mtime_ns, status.st_ino).get(passage_id)
    except (OSError, SourceError):
        return None


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int, _inode: int) -> dict[str, tuple[Document, Passage]]:
    published = Published.read(path)
    return {each.id: (published.document, each) for each in published.passages}


def _file_of(document: Document) -> Path:
    path: Path = settings.DALEEL.sources / FILES / document.sha256
    if not path.is_file():
        raise ApiError("not_found", 404)
    return path


def _picture_path(document: Document, passage: Passage) -> Path:
    drawn = json.dumps([WIDTH_PIXELS, [asdict(place) for place in passage.places]])
    name = f"{document.sha256[:16]}-{passage.page}-{hashlib.sha256(drawn.encode()).hexdigest()[:16]}.png"
    folder: Path = settings.DALEEL.sources / PICTURES
    return folder / name


async def _drawn(document: Document, passage: Passage) -> Path:
    """Its picture, drawn where nobody has yet; ApiError where the page cannot be drawn in time."""
    picture = _picture_path(document, passage)
    async with _drawing:  # who waits for the same page finds it drawn
        if not picture.is_file():
            await _draw(_file_of(document), passage, picture)
    return picture


async def _draw(file: Path, passage: Passage, picture: Path) -> None:
    """Draw into a file that appears whole."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    beside = picture.with_name(f".{picture.name}.new")
    marks = [asdict(place) for place in passage.places if place.page == passage.page]
    command = (
        "-m",
        "documents",
        "picture",
        file,
        "--page",
        passage.page,
        "--width",
        WIDTH_PIXELS,
        "--out",
        beside,
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *map(str, command),
        "--marks",
        json.dumps(marks),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await asyncio.wait_for(process.communicate(), DRAWING_SECONDS)
    except TimeoutError:
        process.kill()
        said = b"too slow"
    if process.returncode != 0:
        logger.error(
            "page %d of %s not drawn: %s", passage.page, file.name, said.decode(errors="replace").strip()
        )
        beside.unlink(missing_ok=True)
        raise ApiError("not_found", 404)
    beside.replace(picture)


def _cached(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"], response["Cache-Control"] = tag, CACHING
    return response
