"""What is kept of people, for how long, and how it is erased, with a receipt.

A receipt says who asked for it and how many rows it was, and no word of it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min, Q, QuerySet
from django.utils.crypto import salted_hmac

from web.background import Background, unhurried
from web.chat.erase import EVENTS, delete_everything, erase_sender, shorten
from web.chat.models import Conversation, Erasure, Session, TrackerEvent
from web.chat.tracker_log import erase_events, table_exists
from web.review.models import ErasureReceipt
from web.review.search import tidy_words
from web.telegram.models import Chat, OurMessage, StoredUpdate
from web.telegram.models import Conversation as TelegramConversation

logger = logging.getLogger(__name__)

SESSION_START = "action_session_start"  # an hour's silence begins a session, which carries over what it needs
EVERY_SECONDS = 86_400.0
Subject = ErasureReceipt.Subject
_SALT = "web.review.privacy.receipt"


class NothingKept(Exception):
    """Nothing is known under the name; str() says which was asked for."""


def erase_person(name: str, by: str) -> ErasureReceipt:
    """Erase all conversations of a person, and return the receipt; NothingKept where there is nothing.

    `name`: a Telegram user's id (digits), all of whose conversations go, in whatever chat; or the name of one
    conversation in Rasa's log, such as "web-…", which is all that is known of a visitor of the web. `by`: the
    staff's user name, or the command's. What a turn under way still writes is erased by the sweep.

    Queries the databases.
    """
    subject = Subject.TELEGRAM if name.isascii() and name.isdigit() else Subject.SENDER
    senders = _senders_of(int(name)) if subject == Subject.TELEGRAM else [name]
    removed: Counter[str] = Counter()
    for sender_id in senders:
        if subject == Subject.TELEGRAM or _is_known(sender_id):
            removed += erase_sender(sender_id)
    if subject == Subject.TELEGRAM:
        removed += _erase_updates(int(name))
    if not removed:
        raise NothingKept(f"nothing is kept of {name}")
    tidy_words()
    return write_receipt(subject, name, by, len(senders), removed)


def expire(days: int, by: str, now: datetime | None = None) -> ErasureReceipt | None:
    """Delete what is older than so many days; return the receipt, None where there was nothing.

    A conversation that ended before goes altogether, its session with it; of one that went on, the messages
    that are older. Queries the databases.
    """
    before = (now or datetime.now(UTC)) - timedelta(days=days)
    removed: Counter[str] = Counter()
    gone = _ended(before)
    for sender_id in unhurried(gone):
        removed += delete_everything(sender_id)  # no turn is under way that might bring it back
    for sender_id in unhurried(_begun(before)):
        removed += shorten(sender_id, before)
    for sender_id in unhurried(_begun_in_log(before)):
        removed += Counter({EVENTS: _shorten_log(sender_id, before)})
    tidy_words()
    if not removed:
        return None
    return write_receipt(Subject.EXPIRED, "", by, len(gone), removed)


class Expiry(Background):
    """Once a day, what is older than the setting says; it may take minutes, in which nothing else waits."""

    def __init__(self) -> None:
        super().__init__("expiry", expire_by_setting, EVERY_SECONDS)


def expire_by_setting() -> None:
    """Expire as DALEEL_RETENTION_DAYS says, and log what went."""
    if days := settings.DALEEL.retention_days:
        receipt = expire(days, by="web")
        logger.info("older than %d days: %s", days, receipt.removed if receipt else "nothing")


def write_receipt(
    subject: str, name: str, by: str, conversations: int, removed: Mapping[str, int]
) -> ErasureReceipt:
    """Keep a receipt; `name` is the person's, of which only a keyed hash is kept, or empty for nobody's."""
    return ErasureReceipt.objects.create(
        subject=subject,
        fingerprint=fingerprint_of(subject, name) if name else "",
        by=by,
        conversations=conversations,
        removed={table: count for table, count in sorted(removed.items()) if count},
    )


def receipts_for(subject: str, name: str) -> QuerySet[ErasureReceipt]:
    """The receipts of this person, the latest first: whether, and when, their conversations were erased."""
    return ErasureReceipt.objects.filter(fingerprint=fingerprint_of(subject, name)).order_by("-at")


def fingerprint_of(subject: str, name: str) -> str:
    """A hash of a name that cannot be turned back without DALEEL_SECRET_KEY."""
    return salted_hmac(_SALT, f"{subject}:{name}", algorithm="sha256").hexdigest()


def printed(receipt: ErasureReceipt) -> str:
    """The receipt as lines for whoever asked."""
    rows = [f"  {table}: {count}" for table, count in receipt.removed.items()]
    return "\n".join(
        (
            f"Receipt {receipt.id}",
            f"  at {receipt.at:%Y-%m-%d %H:%M:%S} UTC, by {receipt.by}",
            f"  {receipt.conversations} conversations erased; rows deleted:",
            *(rows or ["  none"]),
        )
    )


def _senders_of(user_id: int) -> list[str]:
    conversations = TelegramConversation.objects.filter(user_id=user_id)
    return list(conversations.values_list("session__sender_id", flat=True))


def _is_known(sender_id: str) -> bool:
    rows = (Session.objects, Conversation.objects, Erasure.objects)
    if any(row.filter(sender_id=sender_id).exists() for row in rows):
        return True
    return table_exists() and TrackerEvent.objects.filter(sender_id=sender_id).exists()


def _erase_updates(user_id: int) -> Counter[str]:
    """What Telegram sent of the person, and what we sent into their own chat, whose id is theirs."""
    rows = (
        StoredUpdate.objects.filter(Q(user_id=user_id) | Q(chat_id=user_id)),
        OurMessage.objects.filter(chat_id=user_id),
        Chat.objects.filter(chat_id=user_id),
    )
    return Counter({each.model._meta.db_table: each.delete()[0] for each in rows})


def _ended(before: datetime) -> list[str]:
    """The conversations that ended before a moment, and the sessions that nobody said anything in since."""
    ended = set(Conversation.objects.filter(last_at__lt=before).values_list("pk", flat=True))
    silent = set(Session.objects.filter(last_seen_at__lt=before).values_list("sender_id", flat=True))
    spoken = set(Conversation.objects.filter(last_at__gte=before).values_list("pk", flat=True))
    if table_exists():
        logged = TrackerEvent.objects.values("sender_id").order_by().annotate(last=Max("timestamp"))
        over = logged.filter(Q(last__lt=before.timestamp()) | Q(last=None))
        ended |= set(over.values_list("sender_id", flat=True))
        spoken |= set(logged.filter(last__gte=before.timestamp()).values_list("sender_id", flat=True))
    return sorted((ended | silent) - spoken)


def _begun(before: datetime) -> list[str]:
    """The conversations with a message from before a moment."""
    return list(Conversation.objects.filter(started_at__lt=before).values_list("pk", flat=True))


def _begun_in_log(before: datetime) -> list[str]:
    """The same of Rasa's log."""
    if not table_exists():
        return []
    senders = TrackerEvent.objects.values("sender_id").order_by().annotate(first=Min("timestamp"))
    return list(senders.filter(first__lt=before.timestamp()).values_list("sender_id", flat=True))


def _shorten_log(sender_id: str, before: datetime) -> int:
    """Delete Rasa's sessions that ended before a moment; the log begins with a session's start."""
    events = TrackerEvent.objects.filter(sender_id=sender_id)
    recent = events.filter(timestamp__gte=before.timestamp()).aggregate(first=Min("id"))["first"]
    starts = events.filter(action_name=SESSION_START, id__lte=recent)
    start = starts.order_by("-id").values_list("id", flat=True).first()
    return 0 if start is None else erase_events(sender_id, start)
