"""An erased conversation leaves the console too: what was projected of it, and what the staff wrote."""

from __future__ import annotations

from web.review.models import (
    Assignment,
    Conversation,
    Flag,
    Message,
    MessageAnswer,
    Note,
    Reviewed,
    Tagging,
    Verdict,
)
from web.review.projection.state import locked_state
from web.review.search.table import forget_words

STAFFS = (Tagging, Flag, Note, Assignment, Verdict, Reviewed)


def forget(sender: object, *, sender_id: str, highest_id: int | None, **_: object) -> dict[str, int]:
    """A receiver of web.chat.erase.erased; return how many rows were deleted, by table.

    `highest_id` is the log's last event since: SQLite gives the ids after it anew, and they must be taken.
    """
    with locked_state() as state:
        removed = _forget_projected(sender_id)
        for model in STAFFS:
            removed[model._meta.db_table] = model.objects.filter(sender_id=sender_id).delete()[0]
        if highest_id is not None and highest_id < state.last_event_id:
            state.last_event_id, state.last_timestamp = highest_id, None
    return removed


def _forget_projected(sender_id: str) -> dict[str, int]:
    event_ids = list(Message.objects.filter(conversation_id=sender_id).values_list("event_id", flat=True))
    forget_words(event_ids)
    answers = MessageAnswer.objects.filter(message__conversation_id=sender_id).delete()[0]
    messages = Message.objects.filter(conversation_id=sender_id).delete()[0]
    conversations = Conversation.objects.filter(sender_id=sender_id).delete()[0]
    tables = (MessageAnswer, Message, Conversation)
    counts = (answers, messages, conversations)
    return {model._meta.db_table: count for model, count in zip(tables, counts, strict=True)}
