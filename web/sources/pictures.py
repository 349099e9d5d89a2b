"""A page of a file as a picture with places marked, drawn in a confined process and kept.

A file may be hostile: nothing of it is drawn by the process that answers visitors.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from documents import SourceError
from documents.passage import Rectangle
from documents.sandbox import draw_safely
from web.sources.files import folder, picture_prefix

WIDTH_PIXELS = 1000
AT_ONCE = 2

logger = logging.getLogger(__name__)
_drawing = asyncio.Semaphore(AT_ONCE)


def picture_path(file: Path, page: int, marks: Sequence[Rectangle]) -> Path:
    """Where the picture is kept; its name changes with whatever is in it."""
    drawn = json.dumps([WIDTH_PIXELS, [asdict(mark) for mark in marks]])
    digest = hashlib.sha256(drawn.encode()).hexdigest()[:16]
    return folder("pictures") / f"{picture_prefix(file.stem)}{page}-{digest}.png"


async def drawn(file: Path, page: int, marks: Sequence[Rectangle]) -> Path | None:
    """The picture, drawn where nobody has yet; None where the page cannot be drawn in time."""
    marks = [mark for mark in marks if mark.page == page]
    picture = picture_path(file, page, marks)
    async with _drawing:  # who waits for the same page finds it drawn
        if picture.is_file() or await _draw(file, page, marks, picture):
            return picture
    return None


async def _draw(file: Path, page: int, marks: Sequence[Rectangle], picture: Path) -> bool:
    """Draw into a file that appears whole."""
    try:
        png = await asyncio.to_thread(draw_safely, file, page, WIDTH_PIXELS, marks)
        picture.parent.mkdir(parents=True, exist_ok=True)
        beside = picture.with_name(f".{picture.name}.new")
        try:
            beside.write_bytes(png)
            beside.replace(picture)
        finally:
            beside.unlink(missing_ok=True)
    except (SourceError, OSError) as error:
        logger.error("page %d of %s not drawn: %s", page, file.name, error)
        return False
    return True
