"""What is erased leaves the console too: its words, and what the staff wrote about it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from web.chat.models import Message
from web.review.models import Assignment, Flag, Note, Reviewed, Tagging, Verdict
from web.review.search import forget_words

ABOUT_MESSAGES = (Tagging, Flag, Note, Verdict)
ABOUT_CONVERSATIONS = (Assignment, Reviewed)
STAFFS = (*ABOUT_MESSAGES, *ABOUT_CONVERSATIONS)


def forget(sender: object, *, sender_id: str, before_id: int | None, **_: object) -> Counter[str]:
    """A receiver of web.chat.erase.erasing: delete what stands beside the messages; return rows by table."""
    messages = Message.objects.filter(conversation_id=sender_id)
    if before_id is not None:
        messages = messages.filter(event_id__lt=before_id)
    event_ids = list(messages.values_list("event_id", flat=True))
    forget_words(event_ids)
    removed = Counter({"review_words": len(event_ids)})
    for model in STAFFS if before_id is None else ABOUT_MESSAGES:
        rows: QuerySet[Any] = model._default_manager.filter(sender_id=sender_id)
        if before_id is not None:
            rows = rows.filter(event_id__lt=before_id)
        removed[model._meta.db_table] += rows.delete()[0]
    return removed
