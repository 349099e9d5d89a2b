"""What something is added to: a conversation, or one message of it."""

from __future__ import annotations

from dataclasses import dataclass

from web.chat.models import MAX_SENDER_CHARACTERS
from web.review.models import Conversation, Message
from web.review.work.errors import WorkError

MAX_EVENT_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Target:
    """`event_id` None: the whole conversation."""

    sender_id: str
    event_id: int | None = None

    @property
    def thing(self) -> str:
        """Its name in the audit log."""
        return f"conversation:{self.sender_id}" if self.event_id is None else f"message:{self.event_id}"


def target_of(sender_id: str, event_id: str = "") -> Target:
    """Return what a form names; WorkError where there is no such conversation or message (any more)."""
    if not sender_id or "\0" in sender_id or len(sender_id) > MAX_SENDER_CHARACTERS:
        raise WorkError("gone", 404)
    if not event_id:
        if not Conversation.objects.filter(sender_id=sender_id).exists():
            raise WorkError("gone", 404)
        return Target(sender_id)
    if not (event_id.isascii() and event_id.isdigit() and int(event_id) <= MAX_EVENT_ID):
        raise WorkError("gone", 404)
    if not Message.objects.filter(event_id=int(event_id), conversation_id=sender_id).exists():
        raise WorkError("gone", 404)
    return Target(sender_id, int(event_id))
