"""A conversation's counts, from its messages as they stand in the tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Max, Min, Q

from web.review.models import Message, MessageAnswer

UP, DOWN = Message.Feedback.UP, Message.Feedback.DOWN
_QUESTION = Q(is_question=True)


def counts_of(sender_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the counted fields of each Conversation that has a message, by its sender."""
    rows = Message.objects.filter(conversation_id__in=sender_ids).values("conversation_id").order_by()
    counted = rows.annotate(
        started_at=Min("at"),
        asked_at=Max("at"),
        answered_at=Max("answered_at"),
        message_count=Count("event_id"),
        question_count=Count("event_id", filter=_QUESTION),
        answered_count=Count("event_id", filter=_QUESTION & Q(answered=True, refused="")),
        refused_count=Count("event_id", filter=_QUESTION & ~Q(refused="")),
        follow_ups=Count("event_id", filter=Q(follow_up=True)),
        persons=Count("event_id", filter=Q(handoff=Message.Handoff.PERSON)),
        wishes=Count("event_id", filter=Q(handoff=Message.Handoff.QUESTION)),
        lowest_confidence=Min("confidence", filter=_QUESTION),
    )
    thumbs = thumbs_of(sender_ids)
    return {name: {**_fields(row), **thumbs[name]} for row in counted if (name := row["conversation_id"])}


def thumbs_of(sender_ids: Collection[str]) -> dict[str, dict[str, int]]:
    """Return thumbs_up and thumbs_down of each of these conversations."""
    judged = MessageAnswer.objects.filter(message__conversation_id__in=sender_ids).exclude(feedback="")
    rows = judged.values_list("message__conversation_id").order_by()
    counted = rows.annotate(up=Count("id", filter=Q(feedback=UP)), down=Count("id", filter=Q(feedback=DOWN)))
    found = {sender_id: {"thumbs_up": up, "thumbs_down": down} for sender_id, up, down in counted}
    return {sender_id: found.get(sender_id, {"thumbs_up": 0, "thumbs_down": 0}) for sender_id in sender_ids}


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    same = ("started_at", "message_count", "question_count", "answered_count", "refused_count")
    return {
        **{name: row[name] for name in (*same, "lowest_confidence")},
        "last_at": max(row["asked_at"], row["answered_at"] or row["asked_at"]),
        "has_follow_ups": row["follow_ups"] > 0,
        "asked_person": row["persons"] > 0,
        "wished_pass_on": row["wishes"] > 0,
    }
