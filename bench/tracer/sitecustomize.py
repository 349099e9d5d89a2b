"""Records which files run in this process. Python loads it at start if PYTHONPATH names this folder.

`bench.way` does that for the processes it starts, and no other command. SIGUSR1 begins a recording; SIGUSR2
ends it and writes the files' paths to DALEEL_WAY_FOLDER/PID.json. Runs on Python 3.10 and 3.11.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

FOLDER = Path(os.environ["DALEEL_WAY_FOLDER"])

_seen: set[str] = set()
_recording = False


def _trace(frame: FrameType, event: str, argument: Any) -> None:
    """Called for every call of a Python function; returns nothing, so that its lines are not traced."""
    if _recording:
        _seen.add(frame.f_code.co_filename)


def _begin(number: int, frame: FrameType | None) -> None:
    global _recording
    _seen.clear()
    _recording = True


def _end(number: int, frame: FrameType | None) -> None:
    global _recording
    _recording = False
    _write(sorted(_seen))


def _write(files: list[str]) -> None:
    """Write by one rename, so that nobody reads half of it."""
    target = FOLDER / f"{os.getpid()}.json"
    beside = target.with_suffix(".part")
    beside.write_text(json.dumps([str(Path(file).absolute()) for file in files]), encoding="utf-8")
    beside.replace(target)


signal.signal(signal.SIGUSR1, _begin)
signal.signal(signal.SIGUSR2, _end)
threading.settrace(_trace)
sys.settrace(_trace)
