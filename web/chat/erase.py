"""A conversation erased everywhere: Rasa's log, turns, answers, judgements, and the session itself."""

from __future__ import annotations

from django.db import transaction
from django.dispatch import Signal

from web.chat import tracker_log
from web.chat.models import Erasure, Session
from web.chat.queues import Queues
from web.database import in_database

# A sender's rows are gone: whoever keeps something of the conversation deletes it too. Sent with `sender_id`
# and `highest_id`, the log's last event since; a receiver that fails is called again by the sweep.
erased = Signal()


async def erase(session: Session, queues: Queues) -> None:
    """Refuse what waits, let the turn under way end, and delete everything.

    Whoever sent what waits is told that the session is gone. Rasa may still be busy with a turn that web gave
    up on: web.chat.sweep deletes what that one writes.
    """
    async with queues.alone(session.id):
        await in_database(erase_sender, session.sender_id)


def erase_sender(sender_id: str) -> int:
    """Delete everything of a sender, now and again in the sweep; return how many events of Rasa's log it was.

    Queries the databases.
    """
    # Written first: should the rest fail half-way, the sweep ends it.
    Erasure.objects.update_or_create(sender_id=sender_id, defaults={"swept_at": None})
    return delete_everything(sender_id)


def delete_everything(sender_id: str) -> int:
    """Delete all of a sender's rows but its Erasure; return how many events of Rasa's log there were.

    Queries the databases. The words go first, and the session, by which they can be asked for, last.
    """
    gone = tracker_log.erase_events(sender_id)
    with transaction.atomic():
        Session.objects.filter(sender_id=sender_id).delete()  # turns, answers and feedback with it
    erased.send(sender=Session, sender_id=sender_id, highest_id=gone.highest_id)
    return gone.count
