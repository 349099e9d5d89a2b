"""Work of the web process beside answering: threads that come back to it, at a pace that leaves room."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.db import close_old_connections, connection, connections

logger = logging.getLogger(__name__)

RETRY_SECONDS = 15.0
MOST_REST_SECONDS = 2.0

Step = TypeVar("Step")


def unhurried(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield the steps of long work, resting after each for as long as it took.

    SQLite has one writer and no queue for the others: who begins again at once keeps them out for seconds.
    Within a transaction there is no rest, which would only hold its lock longer.
    """
    began = time.monotonic()
    for step in steps:
        yield step
        if not connection.in_atomic_block:
            time.sleep(min(time.monotonic() - began, MOST_REST_SECONDS))
        began = time.monotonic()


class Background:
    """A thread that calls `work` from its start on, and rests `seconds` in between.

    Whatever fails is logged and tried again after `retry_seconds`. It ends with the process, or by stop.
    """

    def __init__(
        self, name: str, work: Callable[[], object], seconds: float, retry_seconds: float = RETRY_SECONDS
    ) -> None:
        self.stopped = threading.Event()  # for work that takes long, to end early
        self._name, self._work = name, work
        self._seconds, self._retry_seconds = seconds, retry_seconds
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Return when what is under way is done."""
        self.stopped.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self.stopped.is_set():
                self.stopped.wait(self._once())
        finally:
            connections.close_all()  # this thread's

    def _once(self) -> float:
        """Work once; return for how many seconds to rest."""
        try:
            close_old_connections()  # drops one that broke
            self._work()
            return self._seconds
        except Exception:  # the edge: whatever failed, the next time it may not
            logger.exception("the %s failed; it tries again in %g s", self._name, self._retry_seconds)
            return self._retry_seconds
