"""A conversation erased everywhere: Rasa's log, the record with all that
stands beside it, and the session itself."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from web.chat import tracker_log
from web.chat.models import Conversation, Erasure, Message, Session, TrackerEvent
from web.chat.queues import Queues
from web.chat.record import count_anew
from web.database import in_database

Removed = Counter[str]  # rows by the table that they stood in
EVENTS = TrackerEvent._meta.db_table

# A conversation goes, or its messages before the one numbered `before_id`: whoever keeps something of them
# deletes it now, within the transaction, and returns a Counter of its own rows. Sent with `sender_id` and
# `before_id`, None where all goes.
erasing = Signal()


async def erase(session: Session, queues: Queues) -> None:
    """Refuse what waits, let the turn under way end, and delete everything.

    Whoever sent what waits is told that the session is gone. Rasa may still be busy with a turn that web gave
    up on: web.chat.sweep deletes what that one writes.
    """
    async with queues.alone(session.id):
        await in_database(erase_sender, session.sender_id)


def erase_sender(sender_id: str) -> Removed:
    """Delete everything of a sender, now and again in the sweep; return what it was.

    Queries the databases.
    """
    # Written first: should the rest fail half-way, the sweep ends it.
    Erasure.objects.update_or_create(sender_id=sender_id, defaults={"swept_at": None})
    return delete_everything(sender_id)


def delete_everything(sender_id: str) -> Removed:
    """Delete all of a sender's rows but its Erasure; return what they were. Queries the databases."""
    removed = Removed({EVENTS: tracker_log.erase_events(sender_id)})
    with transaction.atomic():
        removed += _told(sender_id, None)
        removed += _by_table(Conversation.objects.filter(pk=sender_id).delete()[1])
        removed += _by_table(Session.objects.filter(sender_id=sender_id).delete()[1])
    return removed


def shorten(sender_id: str, before: datetime) -> Removed:
    """Delete what was said in a conversation before a moment; return what it was. Queries the databases.

    Rasa's log is shortened by web.review.privacy: it must begin with one of Rasa's sessions.
    """
    with transaction.atomic():
        messages = Message.objects.filter(conversation_id=sender_id)
        old = messages.filter(at__lt=before)
        last = old.order_by("-event_id").values_list("event_id", flat=True).first()
        if last is None:
            return Removed()
        old = messages.filter(event_id__lte=last)
        removed = _told(sender_id, last + 1) + _by_table(old.delete()[1])
        count_anew([sender_id])
    return removed


def _told(sender_id: str, before_id: int | None) -> Removed:
    """Tell the receivers; return what they deleted."""
    removed = Removed()
    for _, answer in erasing.send(sender=Session, sender_id=sender_id, before_id=before_id):
        if isinstance(answer, Counter):
            removed.update(answer)
    return removed


def _by_table(deleted: dict[str, int]) -> Removed:
    """What Django says it deleted ("chat.Message"), as its tables are called ("chat_message")."""
    return Removed({label.lower().replace(".", "_"): count for label, count in deleted.items()})
