"""The page that a quotation is from, as a picture with its lines marked; and its file, if it is open.

An address is signed: it opens the page of one passage that was quoted, as long as that passage is published.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.core import signing
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

from documents import Document, Passage, SourceError
from documents.published import Published
from web.api import ApiError
from web.sources.files import CHUNK_BYTES, folder, published_of
from web.sources.pictures import drawn, picture_path

SALT = "daleel.page"
# The browser asks each time whether it is still published: what was deleted is not shown from a cache.
CACHING = "private, no-cache"


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
    marks = [place for place in passage.places if place.page == passage.page]
    tag = f'"{picture_path(_file_of(document), passage.page, marks).stem}"'
    if request.headers.get("If-None-Match") == tag:
        return _cached(HttpResponseNotModified(), tag)
    picture = await drawn(_file_of(document), passage.page, passage.places)
    if picture is None:
        raise ApiError("not_found", 404)
    return _cached(HttpResponse(picture.read_bytes(), content_type="image/png"), tag)


async def drawn_page(passage_id: str) -> Path | None:
    """The picture of a passage's page; None where it is no longer published, or cannot be drawn."""
    found = _find(passage_id)
    if found is None or not found[1].places:
        return None
    document, passage = found
    try:
        return await drawn(_file_of(document), passage.page, passage.places)
    except ApiError:
        return None


async def give_file(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The whole file, where its owner allows it."""
    document, _ = _published(signed)
    if not document.is_open:
        raise ApiError("not_found", 404)
    response = StreamingHttpResponse(_chunks(_file_of(document)), content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.title)}.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    return response


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk


def _published(signed: str) -> tuple[Document, Passage]:
    """The passage that an address names, with its document, as they are published now."""
    try:
        found = _find(str(signing.Signer(salt=SALT).unsign_object(signed)))
    except (signing.BadSignature, ValueError) as error:
        raise ApiError("not_found", 404) from error
    if found is None or not found[1].places:
        raise ApiError("not_found", 404)
    return found


def _find(passage_id: str) -> tuple[Document, Passage] | None:
    path = published_of(passage_id.partition("/")[0])
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
    """The stored file; its suffix is that of the name under which it was given."""
    found = [path for path in folder("files").glob(f"{document.sha256}.*") if path.suffix != ".md"]
    if not found:
        raise ApiError("not_found", 404)
    return found[0]


def _cached(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"], response["Cache-Control"] = tag, CACHING
    return response
