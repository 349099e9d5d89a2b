"""Rows of the lists: what the log says of each, and what the staff have done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from arabic.private import mask
from web.review.filters import Filter
from web.review.filters.conditions import of_message
from web.review.filters.lists import Viewer
from web.review.models import Assignment, Conversation, Flag, Message, Reviewed, Tagging

MAX_SHOWN_CHARACTERS = 240


@dataclass(slots=True)
class Row:
    """`text` is masked: the first message that meets the filter; `event_id` is its id."""

    conversation: Conversation
    text: str = ""
    event_id: int | None = None
    tags: list[str] = field(default_factory=list)
    flagged: bool = False
    assigned: str = ""
    reviewed: bool = False
    reviewed_by_viewer: bool = False

    @property
    def key(self) -> str:
        """A name for its element: what a sender is called may hold anything."""
        return hashlib.sha256(self.conversation.sender_id.encode()).hexdigest()[:16]

    @property
    def day(self) -> str:
        return day_name(self.conversation.last_at)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as the list shows it; `text` is masked."""

    message: Message
    text: str

    @property
    def day(self) -> str:
        return day_name(self.message.at)


def day_name(moment: Any) -> str:
    """The name of the text for a moment's day: today, yesterday, or none."""
    days_ago = timezone.localdate() - timezone.localtime(moment).date()
    return {timedelta(0): "today", timedelta(1): "yesterday"}.get(days_ago, "")


def conversation_rows(found: Iterable[Conversation], filter: Filter, viewer: Viewer) -> list[Row]:
    """The rows of some conversations, in their order; a handful of queries for all of them."""
    rows = {each.sender_id: Row(each) for each in found}
    senders = list(rows)
    for message in _shown_messages(senders, filter):
        row = rows[message.conversation_id]
        row.text, row.event_id = shortened(message.text), message.event_id
    tagged = Tagging.objects.filter(sender_id__in=senders).values_list("sender_id", "tag__name")
    for sender_id, name in tagged.order_by("tag__name").distinct():
        rows[sender_id].tags.append(name)
    for sender_id in Flag.objects.filter(sender_id__in=senders).values_list("sender_id", flat=True):
        rows[sender_id].flagged = True
    assigned = Assignment.objects.filter(sender_id__in=senders, is_current=True, to__isnull=False)
    for sender_id, name in assigned.values_list("sender_id", "to__username"):
        rows[sender_id].assigned = name
    read = Reviewed.objects.filter(sender_id__in=senders)
    for sender_id, last, by in read.values_list("sender_id", "last_event_id", "by_id"):
        row = rows[sender_id]
        if last >= row.conversation.last_event_id:
            row.reviewed = True
            row.reviewed_by_viewer = row.reviewed_by_viewer or by == viewer.pk
    return list(rows.values())


def message_rows(found: Iterable[Message]) -> list[MessageRow]:
    return [MessageRow(each, shortened(each.text)) for each in found]


def shortened(text: str) -> str:
    """The beginning of a text, masked first, so that no half of a number is left to be read."""
    masked = mask(text)
    return masked if len(masked) <= MAX_SHOWN_CHARACTERS else masked[:MAX_SHOWN_CHARACTERS].rstrip() + "…"


def _shown_messages(senders: list[str], filter: Filter) -> Iterable[Message]:
    """Of each conversation the first message that the filter asks for; a question where it asks for none."""
    within = Message.objects.filter(conversation__in=senders)
    asked = of_message(filter, one_by_one=True)
    first = within.filter(asked) if asked else within.filter(is_question=True)
    chosen = dict(first.values_list("conversation").annotate(Min("event_id")))
    others = [each for each in senders if each not in chosen]
    if others:
        last = Message.objects.filter(conversation__in=others).values_list("conversation")
        chosen |= dict(last.annotate(Max("event_id")))
    return Message.objects.filter(pk__in=chosen.values()).only("event_id", "conversation", "text")
