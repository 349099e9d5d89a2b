"""`python -m index publish` in a process of its own, watched: how far it is, and whether it is still wanted.

It may be killed at any moment: the index is swapped in at its end, in one step.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import IO

from django.conf import settings

from web.environment import ROOT
from web.teaching.index_command import end_with_parent

COMMAND = (sys.executable, "-m", "index", "publish", "--json")
POLL_SECONDS = 0.3
MOST_SECONDS = 3600
LAST_CHARACTERS = 300


class IndexCommandError(Exception):
    """The command failed; str() is the end of what it said."""


def run_index(
    is_called_off: Callable[[], bool] = lambda: False,
    note: Callable[[int, int], None] = lambda done, total: None,
) -> bool:
    """Bring the index to the published folder; False where it was ended because something else is wanted.

    `note` is told how many passages are embedded, and of how many. IndexCommandError where it fails.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, tempfile.TemporaryFile("w+") as complaint:
        process = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1", "DALEEL_SOURCES": str(settings.DALEEL.sources)},
            stdout=said,
            stderr=complaint,
            preexec_fn=end_with_parent,
        )
        ends = time.monotonic() + MOST_SECONDS
        try:
            while (code := _ended(process)) is None:
                if is_called_off():
                    return False
                if time.monotonic() > ends:
                    raise IndexCommandError(f"no end after {MOST_SECONDS} s")
                if progress := _progress(said):
                    note(*progress)
        finally:
            process.kill()
            process.wait()
        complaint.seek(0)
        if code:
            last = (complaint.read().strip().splitlines() or [f"exit code {code}"])[-1]
            raise IndexCommandError(last[-LAST_CHARACTERS:])
    return True


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    """The exit code; None where it still runs after a moment."""
    try:
        return process.wait(POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return None


def _progress(said: IO[str]) -> tuple[int, int] | None:
    """What the last whole line says of passages embedded, and all; None before any does."""
    said.seek(0)
    lines = said.read().rpartition("\n")[0].splitlines()
    found = json.loads(lines[-1]) if lines else {}
    return (found["embedded"], found["total"]) if "total" in found else None
