"""The Procfile's processes under honcho: started together, ended together, none left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from terminal.checks import BOTH, RASA, answers, is_without_model
from terminal.settings import TRACKER_DB, Settings, StartError

SUPERVISOR = Path(__file__).with_name("supervisor.py")
START_SECONDS = 120.0
STOP_SECONDS = 8.0  # honcho asks its processes to end, and kills them after 5 seconds
POLL_SECONDS = 0.25
LAST_LINES = 30
PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Processes:
    """A context: entering starts the processes named, leaving ends them, whatever happened in between."""

    def __init__(self, settings: Settings, names: Sequence[str] = BOTH) -> None:
        self._settings, self._names, self._echoes = settings, tuple(names), False
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)

    def __enter__(self) -> Processes:
        (self._settings.root / "var").mkdir(exist_ok=True)
        if "://" not in self._settings.values[TRACKER_DB]:  # a file's path, no database's URL
            self._settings.path(TRACKER_DB).parent.mkdir(parents=True, exist_ok=True)
        self._honcho = subprocess.Popen(
            [sys.executable, "-P", str(SUPERVISOR), "-e", os.devnull, "start", *self._names],
            cwd=self._settings.root,
            env=self._settings.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C reaches us alone, and we end them in order
            preexec_fn=_end_with_parent,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._honcho.terminate()
        try:
            self._honcho.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._honcho.pid, signal.SIGKILL)
            self._honcho.wait()
        self._reader.join(timeout=1)

    def wait_until_ready(self) -> None:
        """Return once all answer; raise StartError, the log's last lines in it, when that will not happen."""
        deadline = time.monotonic() + START_SECONDS
        while not answers(self._settings, self._names):
            if self._honcho.poll() is not None:
                raise StartError(self._with_last_lines("a process ended while starting"), exit_code=1)
            if RASA in self._names and is_without_model(self._settings):
                message = "the trained model cannot be loaded; train again with 'make train'"
                raise StartError(self._with_last_lines(message), exit_code=1)
            if time.monotonic() > deadline:
                raise StartError(self._with_last_lines(f"no answer after {START_SECONDS:.0f} s"), exit_code=1)
            time.sleep(POLL_SECONDS)

    def echo(self) -> None:
        """Print from now on what the processes print; until then it is kept for the case that they fail."""
        self._echoes = True

    def wait(self) -> int:
        """Block until the processes have ended and return honcho's exit code."""
        return self._honcho.wait()

    def _read(self) -> None:
        assert self._honcho.stdout is not None
        for line in self._honcho.stdout:
            self.last_lines.append(line.rstrip())
            if self._echoes:
                print(line, end="", flush=True)

    def _with_last_lines(self, message: str) -> str:
        self._reader.join(timeout=1)
        return "\n".join([*self.last_lines, f"{', '.join(self._names)}: {message}"])


def _end_with_parent() -> None:
    """Let Linux end honcho, and through it the rest, when this process is killed before it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
