"""A conversation erased everywhere: Rasa's log, turns, answers, judgements, and the session itself."""

from __future__ import annotations

from django.db import transaction

from web.chat import tracker_log
from web.chat.models import Erasure, Session
from web.chat.queues import Queues
from web.database import in_database


async def erase(session: Session, queues: Queues) -> None:
    """Refuse what waits, let the turn under way end, and delete everything.

    Whoever sent what waits is told that the session is gone. Rasa may still be busy with a turn that web gave
    up on: web.chat.sweep deletes what that one writes.
    """
    async with queues.alone(session.id):
        await in_database(_erase, session.sender_id)


def _erase(sender_id: str) -> None:
    # Written first: should the rest fail half-way, the sweep ends it.
    Erasure.objects.update_or_create(sender_id=sender_id, defaults={"swept_at": None})
    delete_everything(sender_id)


def delete_everything(sender_id: str) -> int:
    """Delete all of a sender's rows but its Erasure; return how many events of Rasa's log there were.

    Queries the databases. The words go first, and the session, by which they can be asked for, last.
    """
    events = tracker_log.erase_events(sender_id)
    with transaction.atomic():
        Session.objects.filter(sender_id=sender_id).delete()  # turns, answers and feedback with it
    return events
