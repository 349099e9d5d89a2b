"""What was erased is erased again, until no turn can be under way that might still write to it.

Rasa ends a turn that web has given up on, and logs it: an erased conversation would come back. A restart of
web loses nothing: what is left to do stands in the Erasure rows.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings

from web.background import Background
from web.chat.erase import EVENTS, delete_everything
from web.chat.models import Erasure

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 30.0
# Beyond web's own time-out: Rasa waits up to five minutes for its actions, and a turn may call two.
MARGIN_SECONDS = 600
# An erased sender's name says nothing of anybody, and is kept while a backup might bring its rows back.
KEPT_DAYS = 90


def sweep(now: datetime | None = None) -> int:
    """Erase again whatever was erased lately; return how many events had come back.

    Queries the databases.
    """
    now = now or datetime.now(UTC)
    final = now - timedelta(seconds=settings.DALEEL.turn_seconds + MARGIN_SECONDS)
    returned = 0
    for erasure in Erasure.objects.filter(swept_at=None).iterator():
        returned += delete_everything(erasure.sender_id)[EVENTS]
        if erasure.requested_at <= final:
            Erasure.objects.filter(pk=erasure.pk).update(swept_at=now)
    Erasure.objects.filter(swept_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    return returned


def sweep_all() -> int:
    """Erase again all that was ever erased and is still known, as after a backup was brought back."""
    return sum(delete_everything(erasure.sender_id)[EVENTS] for erasure in Erasure.objects.iterator())


class Sweeper(Background):
    """Sweeps from its start on, every interval_seconds."""

    def __init__(self, interval_seconds: float = INTERVAL_SECONDS) -> None:
        super().__init__("sweeper", _sweep_and_tell, interval_seconds, interval_seconds)


def _sweep_and_tell() -> None:
    if returned := sweep():
        logger.info("%d events of erased conversations had come back and were erased", returned)
