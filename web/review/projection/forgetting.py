"""What was erased leaves the console too: what was projected of it, and what the staff wrote about it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet

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
from web.review.projection.counting import counts_of
from web.review.projection.state import locked_state
from web.review.search.table import forget_words

ABOUT_MESSAGES = (Tagging, Flag, Note, Verdict)
STAFFS = (*ABOUT_MESSAGES, Assignment, Reviewed)


def forget(sender: object, *, sender_id: str, **_: object) -> Counter[str]:
    """A receiver of web.chat.erase.erased: delete all of the conversation; return the rows by table."""
    with locked_state():
        removed = _forget_messages(Message.objects.filter(conversation_id=sender_id))
        for model in (Conversation, *STAFFS):
            removed += _deleted(model._default_manager.filter(sender_id=sender_id))
    return removed


def forget_beginning(sender: object, *, sender_id: str, before_id: int, **_: object) -> Counter[str]:
    """A receiver of web.chat.erase.shortened: delete what came before an event; return the rows by table."""
    with locked_state():
        messages = Message.objects.filter(conversation_id=sender_id, event_id__lt=before_id)
        removed = _forget_messages(messages)
        for model in ABOUT_MESSAGES:
            about = model._default_manager.filter(sender_id=sender_id, event_id__lt=before_id)
            removed += _deleted(about)
        conversation = Conversation.objects.filter(sender_id=sender_id)
        if counts := counts_of([sender_id]).get(sender_id):
            conversation.update(**counts)
        else:
            removed += _deleted(conversation)
    return removed


def _forget_messages(messages: QuerySet[Message]) -> Counter[str]:
    event_ids = list(messages.values_list("event_id", flat=True))
    forget_words(event_ids)
    removed = Counter({"review_words": len(event_ids)})
    removed += _deleted(MessageAnswer.objects.filter(message_id__in=event_ids))
    return removed + _deleted(messages)


def _deleted(rows: QuerySet[Any]) -> Counter[str]:
    return Counter({rows.model._meta.db_table: rows.delete()[0]})
