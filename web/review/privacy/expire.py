"""What is older than the set days is deleted: whole conversations, and the beginnings of long ones."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min, Q

from web.background import Background, unhurried
from web.chat.erase import delete_everything, shorten
from web.chat.models import Session, TrackerEvent
from web.chat.tracker_log import table_exists
from web.review.models import ErasureReceipt
from web.review.privacy.receipt import write_receipt
from web.review.search.table import tidy_words

logger = logging.getLogger(__name__)

SESSION_START = "action_session_start"  # an hour's silence begins a session, which carries over what it needs
EVERY_SECONDS = 86_400.0


def expire(days: int, by: str, now: datetime | None = None) -> ErasureReceipt | None:
    """Delete what is older than so many days; return the receipt, None where there was nothing.

    A conversation whose last event is older goes altogether, its session with it. Of one that went on, the
    sessions that ended before go. Queries the databases.
    """
    before = (now or datetime.now(UTC)) - timedelta(days=days)
    removed: Counter[str] = Counter()
    gone = _ended(before)
    for sender_id in unhurried(gone):
        removed += delete_everything(sender_id)  # no turn is under way that might bring it back
    for sender_id in unhurried(_begun(before)):
        removed += _shorten(sender_id, before)
    tidy_words()
    if not removed:
        return None
    return write_receipt(ErasureReceipt.Subject.EXPIRED, "", by, len(gone), removed)


class Expiry(Background):
    """Once a day, what is older than the setting says; it may take minutes, in which nothing else waits."""

    def __init__(self) -> None:
        super().__init__("expiry", expire_by_setting, EVERY_SECONDS)


def expire_by_setting() -> None:
    """Expire as DALEEL_RETENTION_DAYS says, and log what went."""
    if days := settings.DALEEL.retention_days:
        receipt = expire(days, by="web")
        logger.info("older than %d days: %s", days, receipt.removed if receipt else "nothing")


def _ended(before: datetime) -> list[str]:
    """The conversations that ended before a moment, and the sessions that nobody said anything in since."""
    if not table_exists():
        return []
    senders = TrackerEvent.objects.values("sender_id").order_by().annotate(last=Max("timestamp"))
    ended = senders.filter(Q(last__lt=before.timestamp()) | Q(last=None))
    silent = Session.objects.filter(last_seen_at__lt=before).values_list("sender_id", flat=True)
    spoken = set(senders.filter(last__gte=before.timestamp()).values_list("sender_id", flat=True))
    return sorted({*ended.values_list("sender_id", flat=True), *(set(silent) - spoken)})


def _begun(before: datetime) -> list[str]:
    """The conversations, of those that are left, that began before a moment."""
    if not table_exists():
        return []
    senders = TrackerEvent.objects.values("sender_id").order_by().annotate(first=Min("timestamp"))
    return list(senders.filter(first__lt=before.timestamp()).values_list("sender_id", flat=True))


def _shorten(sender_id: str, before: datetime) -> Counter[str]:
    events = TrackerEvent.objects.filter(sender_id=sender_id)
    recent = events.filter(timestamp__gte=before.timestamp()).aggregate(first=Min("id"))["first"]
    starts = events.filter(action_name=SESSION_START, id__lte=recent)
    start = starts.order_by("-id").values_list("id", "timestamp").first()
    if start is None or not events.filter(id__lt=start[0]).exists():
        return Counter()
    id_, timestamp = start
    return shorten(sender_id, id_, datetime.fromtimestamp(timestamp or 0, UTC))
