"""A page of a file as a picture with places marked, drawn in a process of its own and kept.

A file may be hostile: nothing of it is drawn by the process that answers visitors.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from documents.passage import Rectangle
from web.sources.files import folder

WIDTH_PIXELS = 1000
DRAWING_SECONDS = 20
AT_ONCE = 2
PICTURES = "pictures"

logger = logging.getLogger(__name__)
_drawing = asyncio.Semaphore(AT_ONCE)


def picture_path(file: Path, page: int, marks: Sequence[Rectangle]) -> Path:
    """Where the picture is kept; its name changes with whatever is in it."""
    drawn = json.dumps([WIDTH_PIXELS, [asdict(mark) for mark in marks]])
    digest = hashlib.sha256(drawn.encode()).hexdigest()[:16]
    return folder(PICTURES) / f"{file.stem[:16]}-{page}-{digest}.png"


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
    picture.parent.mkdir(parents=True, exist_ok=True)
    beside = picture.with_name(f".{picture.name}.new")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "documents", "picture", file, "--out", beside),
        *("--page", str(page), "--width", str(WIDTH_PIXELS)),
        *("--marks", json.dumps([asdict(mark) for mark in marks])),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await asyncio.wait_for(process.communicate(), DRAWING_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        said = b"too slow"
    if process.returncode == 0 and beside.is_file():
        beside.replace(picture)
        return True
    beside.unlink(missing_ok=True)
    logger.error("page %d of %s not drawn: %s", page, file.name, said.decode(errors="replace").strip())
    return False
