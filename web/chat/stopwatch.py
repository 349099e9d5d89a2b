"""Where the time of one message went."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager


class Stopwatch:
    """Counts from its making; `part` counts what is spent within, in seconds."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._parts = {"queue": 0.0, "rasa": 0.0}

    @contextmanager
    def part(self, name: str) -> Generator[None, None, None]:
        """Count the time within as this part's, "queue" or "rasa"."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._parts[name] += time.monotonic() - began

    def seconds(self) -> dict[str, float]:
        """Return the seconds of each part so far: what is neither the queue's nor Rasa's is web's own."""
        total = time.monotonic() - self._began
        return {"total": total, **self._parts, "web": max(0.0, total - sum(self._parts.values()))}
