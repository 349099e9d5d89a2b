"""`python terminal/supervisor.py start …`: honcho, which lives on when nobody reads its lines any more.

Where the command that started it is killed outright, the pipe that it prints to breaks; it must not die of
that before it has ended its processes.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

from honcho.command import main


class UnbreakableStream:
    """A text stream that drops what cannot be written."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write, or drop the text where the reader is gone."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush, or drop what was kept."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()


if __name__ == "__main__":
    sys.stdout, sys.stderr = UnbreakableStream(sys.stdout), UnbreakableStream(sys.stderr)
    main()
