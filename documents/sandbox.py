"""A stranger's file read, or a page of it drawn, in a process of its own, without network, within limits.

Whatever happens to that process, its caller gets an extraction, or a picture, or one SourceError.
"""

import base64
import binascii
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from documents import extraction_json
from documents.confinement import Limits
from documents.errors import SourceError
from documents.extraction import Extraction
from documents.passage import Rectangle
from documents.reading import Progress, plain_name
from documents.refusals import refusal

__all__ = ["DRAWING", "Limits", "draw_safely", "read_safely"]

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parent.parent
_KEPT = ("PATH", "TESSDATA_PREFIX", "SYSTEMROOT", "TMPDIR")  # of the environment; no secret
_POLL_SECONDS = 1.0
_MEGABYTE = 1_000_000
_PNG = b"\x89PNG\r\n\x1a\n"  # what every such picture begins with

# Somebody waits for a picture.
DRAWING = Limits(memory_megabytes=1_000, cpu_seconds=20, seconds=20, output_megabytes=80, niceness=0)


def read_safely(
    path: Path,
    name: str,
    progress: Progress | None = None,
    limits: Limits | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> Extraction:
    """Read a file as documents.reading.read does, in a confined process.

    `progress` is told each page and how many there are; `is_stopped` is asked once a second. Both run here,
    and what they raise ends the reading. SourceError has a code of documents.refusals.
    """
    name, limits = plain_name(name), limits or Limits()
    return extraction_json.loads(_result(_start(path, name, limits), name, limits, progress, is_stopped))


def draw_safely(
    path: Path, page: int, width_pixels: int, marks: Sequence[Rectangle] = (), limits: Limits = DRAWING
) -> bytes:
    """Draw a page as documents.pictures.page_picture does, in a confined process, and return the PNG."""
    wished = {"page": page, "width_pixels": width_pixels, "marks": [asdict(mark) for mark in marks]}
    result = _result(_start(path, path.name, limits, wished), path.name, limits)
    try:
        drawn = base64.b64decode(result, validate=True)
    except (binascii.Error, ValueError) as error:
        raise refusal("crashed", name=path.name) from error
    if not drawn.startswith(_PNG):
        raise refusal("crashed", name=path.name)
    return drawn


def _result(
    process: subprocess.Popen[bytes],
    name: str,
    limits: Limits,
    progress: Progress | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> str:
    """Wait for what the process comes to, and end it."""
    try:
        for told in _told(process, name, limits, is_stopped):
            if "result" in told:
                return str(told["result"])
            if "code" in told:
                log.info("%s: %s (%s)", name, told["code"], told.get("cause"))
                raise _refused(told, name)
            if progress is not None:
                progress(told["page"], told["pages"])
        raise _ended(process, name, limits)
    finally:
        _kill(process)


def _start(
    path: Path, name: str, limits: Limits, picture: dict[str, Any] | None = None
) -> subprocess.Popen[bytes]:
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment |= {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    environment |= {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "documents.sandboxed"],
        cwd=_ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdin is not None
    asked = {"path": str(path.resolve()), "name": name, "limits": asdict(limits), "picture": picture}
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    process.stdin.close()
    return process


def _told(
    process: subprocess.Popen[bytes], name: str, limits: Limits, is_stopped: Callable[[], bool] | None
) -> Iterator[dict[str, Any]]:
    """Yield what the process tells, until it ends or has used up its time or its output."""
    assert process.stdout is not None
    begun = heard = time.monotonic()
    line, total = bytearray(), 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            for limit, since in ((limits.seconds, begun), (limits.stall_seconds, heard)):
                if time.monotonic() - since > limit:
                    raise refusal("too_slow", name=name, limit_seconds=limit)
            if is_stopped is not None and is_stopped():
                raise refusal("stopped", name=name)
            if not selector.select(_POLL_SECONDS):
                continue
            piece = os.read(process.stdout.fileno(), _MEGABYTE)
            if not piece:
                return
            total += len(piece)
            if total > limits.output_megabytes * _MEGABYTE:
                raise refusal("too_much_output", name=name, limit_megabytes=limits.output_megabytes)
            *lines, rest = piece.split(b"\n")
            for each in lines:
                heard = time.monotonic()
                yield _message(bytes(line) + each, name)
                line.clear()
            line += rest


def _message(line: bytes, name: str) -> dict[str, Any]:
    """Return one thing told; a process that a file has taken over may say anything."""
    try:
        told = json.loads(line)
        is_result = isinstance(told.get("result"), str)
        is_error = isinstance(told.get("code"), str) and isinstance(told.get("fields"), dict)
        is_page = all(isinstance(told.get(key), int) for key in ("page", "pages"))
    except (ValueError, AttributeError) as error:
        raise refusal("crashed", name=name) from error
    if not (is_result or is_error or is_page):
        raise refusal("crashed", name=name)
    return dict(told)


def _refused(told: dict[str, Any], name: str) -> SourceError:
    try:
        return refusal(told["code"], **told["fields"])
    except (KeyError, TypeError):
        return refusal("crashed", name=name)


def _ended(process: subprocess.Popen[bytes], name: str, limits: Limits) -> SourceError:
    """Return why a process ended without an answer."""
    try:
        code = process.wait(timeout=_POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return refusal("crashed", name=name)
    if code == -signal.SIGXCPU:
        return refusal("too_slow", name=name, limit_seconds=limits.cpu_seconds)
    if code == -signal.SIGKILL:  # the system's own, out of memory
        return refusal("too_much_memory", name=name)
    log.warning("%s: the process that read it ended with %d", name, code)
    return refusal("crashed", name=name)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started; nothing is left behind."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        log.debug("%d had ended", process.pid)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
