"""The thread of web that keeps up with Rasa's log."""

from __future__ import annotations

import logging
import threading
import time

from django.db import close_old_connections, connections

from web.review.privacy.expire import expire_by_setting
from web.review.projection.feedback import reconcile, take_news
from web.review.projection.rebuilding import clear
from web.review.projection.state import VERSION, read_state
from web.review.projection.taking import Overtaken, take_new
from web.review.search.table import tidy_words

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 1.0
RECONCILE_SECONDS = 30.0
RETRY_SECONDS = 15.0
EXPIRE_SECONDS = 86_400.0
LIVE_BATCH_EVENTS = 500  # a visitor's message waits for a batch at most


class Projector:
    """A thread that looks for new events from its start on, every interval_seconds.

    With a long log before it, it rests as long as it works: visitors' messages come first.
    """

    def __init__(self, interval_seconds: float = INTERVAL_SECONDS) -> None:
        self._interval_seconds = interval_seconds
        self._reconciled_at, self._expired_at = -RECONCILE_SECONDS, -EXPIRE_SECONDS
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="projector", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Return when the batch under way, if any, is written."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stopped.is_set():
                self._stopped.wait(self._pass_or_complain())
        finally:
            connections.close_all()  # this thread's

    def _pass_or_complain(self) -> float:
        """Make one pass; return for how many seconds to rest."""
        try:
            close_old_connections()  # drops one that broke
            self._pass()
            return self._interval_seconds
        except Overtaken:
            return self._interval_seconds
        except Exception:  # the edge: whatever failed, the next pass may not
            logger.exception("the log could not be projected; tried again in %g s", RETRY_SECONDS)
            return RETRY_SECONDS

    def _pass(self) -> None:
        if read_state().version != VERSION:
            logger.info("projecting the log anew")
            clear()
        self._take_all()
        take_news()
        if time.monotonic() - self._reconciled_at >= RECONCILE_SECONDS:
            reconcile()
            tidy_words()
            self._reconciled_at = time.monotonic()
        if time.monotonic() - self._expired_at >= EXPIRE_SECONDS:
            # Takes minutes the first time, in which new events are not to wait.
            threading.Thread(target=expire_by_setting, name="expiry", daemon=True).start()
            self._expired_at = time.monotonic()

    def _take_all(self) -> None:
        while not self._stopped.is_set():
            started = time.monotonic()
            if take_new(LIVE_BATCH_EVENTS) < LIVE_BATCH_EVENTS:
                return
            self._stopped.wait(time.monotonic() - started)
