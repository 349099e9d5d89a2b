"""The thread of web that keeps up with Rasa's log."""

from __future__ import annotations

import logging
import time
from contextlib import suppress

from web.background import Background
from web.review.projection.feedback import reconcile, take_news
from web.review.projection.rebuilding import clear
from web.review.projection.state import VERSION, read_state
from web.review.projection.taking import Overtaken, take_new
from web.review.search.table import tidy_words

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 2.0
RECONCILE_SECONDS = 30.0
LIVE_BATCH_EVENTS = 500  # a visitor's message waits for a batch at most


class Projector(Background):
    """Looks for new events from its start on, every interval_seconds.

    With a long log before it, it rests as long as it works: visitors' messages come first.
    """

    def __init__(self, interval_seconds: float = INTERVAL_SECONDS) -> None:
        super().__init__("projector", self.follow, interval_seconds)
        self._reconciled_at = -RECONCILE_SECONDS

    def follow(self) -> None:
        """Project what is new; where somebody else does, leave it to them."""
        with suppress(Overtaken):
            self._pass()

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

    def _take_all(self) -> None:
        while not self.stopped.is_set():
            started = time.monotonic()
            if take_new(LIVE_BATCH_EVENTS) < LIVE_BATCH_EVENTS:
                return
            self.stopped.wait(time.monotonic() - started)
