"""A conversation erased everywhere: Rasa's log, turns, answers, judgements, and the session itself."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from web.chat import tracker_log
from web.chat.models import Erasure, Session, TrackerEvent, Turn
from web.chat.queues import Queues
from web.database import in_database

Removed = Counter[str]  # rows by the table that they stood in
EVENTS = TrackerEvent._meta.db_table

# A sender's rows are gone, or those up to an event: whoever keeps something of the conversation deletes it
# too, and returns a Counter of its own rows. Sent with `sender_id`, the latter with `before_id` as well. A
# receiver of the first that fails is called again by the sweep.
erased = Signal()
shortened = Signal()


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
    """Delete all of a sender's rows but its Erasure; return what they were. Queries the databases.

    The words go first, and the session, by which they can be asked for, last.
    """
    removed = Removed({EVENTS: tracker_log.erase_events(sender_id)})
    with transaction.atomic():
        removed += _by_table(Session.objects.filter(sender_id=sender_id).delete()[1])
    return removed + _told(erased, sender_id=sender_id)


def shorten(sender_id: str, before_id: int, before: datetime) -> Removed:
    """Delete what a conversation held before an event, which came at `before`; return what it was.

    The event must begin one of Rasa's sessions, which carries over all that is needed. Queries the databases.
    """
    removed = Removed({EVENTS: tracker_log.erase_events(sender_id, before_id)})
    turns = Turn.objects.filter(session__sender_id=sender_id, created_at__lt=before)
    removed += _by_table(turns.delete()[1])  # answers and feedback with them
    return removed + _told(shortened, sender_id=sender_id, before_id=before_id)


def _told(signal: Signal, **what: str | int) -> Removed:
    """Tell the receivers; return what they deleted."""
    removed = Removed()
    for _, answer in signal.send(sender=Session, **what):
        if isinstance(answer, Counter):
            removed.update(answer)
    return removed


def _by_table(deleted: dict[str, int]) -> Removed:
    """What Django says it deleted ("chat.Turn"), as its tables are called ("chat_turn")."""
    return Removed({label.lower().replace(".", "_"): count for label, count in deleted.items()})
