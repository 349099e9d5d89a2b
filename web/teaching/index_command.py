"""`python -m index …` in a process of its own: web never loads the encoder.

The command keeps the vectors of texts that it has seen, so that only new ones cost anything.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from web.environment import ROOT
from web.teaching.errors import TeachingError

MOST_SECONDS = 600
LAST_CHARACTERS = 300
NICE = 10  # the visitors' questions come first
PR_SET_PDEATHSIG = 1  # linux/prctl.h

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None  # opened here: a forked child must not


def run_index(name: str, *options: str, **texts: Mapping[Any, str]) -> list[dict[str, Any]]:
    """Run a command over files of texts by id, each file an option of its name; return its lines.

    TeachingError grouping_failed where it fails.
    """
    with tempfile.TemporaryDirectory(prefix=f"daleel-{name}-") as folder:
        out = Path(folder, "out.jsonl")
        command = [sys.executable, "-m", "index", name, "--out", str(out), *options]
        for option, by_id in texts.items():
            path = Path(folder, f"{option}.jsonl")
            path.write_text("".join(_lines(by_id)), encoding="utf-8")
            command += [f"--{option}", str(path)]
        try:
            ended = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
                capture_output=True,
                text=True,
                errors="replace",
                timeout=MOST_SECONDS,
                preexec_fn=_last,
            )
        except subprocess.TimeoutExpired as error:
            raise TeachingError("grouping_failed", why=f"{MOST_SECONDS} s") from error
        if ended.returncode:
            raise TeachingError("grouping_failed", why=ended.stderr.strip()[-LAST_CHARACTERS:])
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def _lines(texts: Mapping[Any, str]) -> Iterable[str]:
    for id_, text in texts.items():
        yield json.dumps({"id": str(id_), "text": text}, ensure_ascii=False) + "\n"


def _last() -> None:
    """Come last, and on Linux end with web, however that ends."""
    os.nice(NICE)
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))  # only what nobody else wants
    end_with_parent()


def end_with_parent() -> None:
    """In a forked child, on Linux: end when the thread that started it ends, however that ends."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
