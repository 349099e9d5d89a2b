"""`python -m tests.telegram.emulator PORT`: the emulator as a process; its first line says it is up."""

from __future__ import annotations

import signal
import sys
import threading

from tests.telegram.emulator import Emulator


def main() -> None:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with Emulator(port=int(sys.argv[1])) as emulator:
        print(emulator.url, flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
