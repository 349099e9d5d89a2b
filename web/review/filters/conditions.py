"""A filter as conditions of queries.

`prefix` leads from the rows that are asked for to those that a condition is about: "conversation__".
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from web.review import days
from web.review.filters.filter import Filter
from web.review.models import Assignment, Flag, Reviewed, Tagging
from web.review.search import holds_words, messages_matching

ME, NOBODY = "me", "nobody"
NO_TOPIC = "-"  # what was answered by no section

QUESTION = Q(is_question=True)
ANSWERED = Q(is_question=True, answered=True, refused="")  # all of it
REFUSED = Q(is_question=True) & ~Q(refused="")
HANDED_OVER = ~Q(handoff="")

# Each "yes" (or thumb) that a message can meet.
OF_MESSAGE: dict[tuple[str, str], Q] = {
    ("question", "yes"): QUESTION,
    ("answered", "yes"): ANSWERED,
    ("refused", "yes"): REFUSED,
    ("follow_up", "yes"): Q(follow_up=True),
    ("person", "yes"): Q(handoff="person"),
    ("pass_on", "yes"): Q(handoff="question"),
    ("hand_over", "yes"): HANDED_OVER,
    ("feedback", "up"): Q(feedback="up"),
    ("feedback", "down"): Q(feedback="down"),
    ("feedback", "any"): ~Q(feedback=""),
}
_OF_MESSAGE_PLAINLY = (
    *("text", "since", "until", "intent", "kind", "topic", "same"),
    *("confidence_from", "confidence_to"),
)
# What the conversation's own columns say of having such a message.
HAS_MESSAGE: dict[tuple[str, str], Q] = {
    ("question", "yes"): Q(question_count__gt=0),
    ("answered", "yes"): Q(answered_count__gt=0),
    ("refused", "yes"): Q(refused_count__gt=0),
    ("follow_up", "yes"): Q(has_follow_ups=True),
    ("person", "yes"): Q(asked_person=True),
    ("pass_on", "yes"): Q(wished_pass_on=True),
    ("hand_over", "yes"): Q(asked_person=True) | Q(wished_pass_on=True) | Q(needs_help=True),
    ("feedback", "down"): Q(thumbs_down__gt=0),
    ("feedback", "any"): Q(thumbs_up__gt=0) | Q(thumbs_down__gt=0),
}
# Each "no": none of the conversation's messages is like that.
OF_CONVERSATION: dict[tuple[str, str], dict[str, Any]] = {
    ("answered", "no"): {"answered_count": 0},
    ("refused", "no"): {"refused_count": 0},
    ("follow_up", "no"): {"has_follow_ups": False},
    ("person", "no"): {"asked_person": False},
    ("pass_on", "no"): {"wished_pass_on": False},
    ("feedback", "none"): {"thumbs_up": 0, "thumbs_down": 0},
}


def asked_of_message(filter: Filter) -> set[str]:
    """The attributes of a filter that ask something of one message."""
    plain = {name for name in _OF_MESSAGE_PLAINLY if getattr(filter, name) not in ("", None)}
    return plain | {name for name, value in OF_MESSAGE if getattr(filter, name) == value}


def of_message(filter: Filter, *, one_by_one: bool = False) -> Q:
    """What one message must meet; an empty Q where the filter asks nothing of messages.

    `one_by_one`: for messages that are come to through each conversation, rather than gathered.
    """
    conditions = _named(filter)
    for (name, value), condition in OF_MESSAGE.items():
        if getattr(filter, name) == value:
            conditions &= condition
    limits: dict[str, Any] = {
        "at__gte": filter.since and days.begins(filter.since),
        "at__lt": filter.until and days.ends(filter.until),
        "confidence__gte": None if filter.confidence_from is None else filter.confidence_from / 100,
        "confidence__lte": None if filter.confidence_to is None else filter.confidence_to / 100,
    }
    conditions &= Q(**{limit: value for limit, value in limits.items() if value is not None})
    if filter.text and one_by_one:
        conditions &= holds_words(filter.text)
    elif filter.text:
        conditions &= Q(pk__in=messages_matching(filter.text).values("pk"))
    return conditions


def _named(filter: Filter) -> Q:
    """What of a message goes by a name."""
    named: dict[str, Any] = {
        "intent": filter.intent,
        "kind": filter.kind,
        "section": filter.topic,
        "question_key": filter.same,
    }
    wanted = {column: value for column, value in named.items() if value}
    return Q(**(wanted | {"section": ""} if filter.topic == NO_TOPIC else wanted))


def of_conversation(filter: Filter, viewer: AbstractBaseUser | AnonymousUser, prefix: str = "") -> Q:
    """What a conversation must meet beside having such a message; `viewer` is who "me" is."""
    wanted: dict[str, Any] = {}
    for (name, value), columns in OF_CONVERSATION.items():
        if getattr(filter, name) == value:
            wanted |= columns
    limits: dict[str, Any] = {
        "message_count__gte": filter.length_from,
        "message_count__lte": filter.length_to,
    }
    wanted |= {limit: value for limit, value in limits.items() if value is not None}
    conditions = Q(**{prefix + column: value for column, value in wanted.items()})
    if filter.channel:
        conditions &= Q(channel=filter.channel)  # messages have their own
    return conditions & _of_staff(filter, viewer, prefix)


def _of_staff(filter: Filter, viewer: AbstractBaseUser | AnonymousUser, prefix: str) -> Q:
    """What the staff's own rows must say of a conversation."""
    conditions = Q()
    if filter.tag:
        conditions &= Q(Exists(_about(Tagging.objects, prefix).filter(tag__name=filter.tag)))
    if filter.flag:
        conditions &= _yes_or_no(filter.flag, Exists(_about(Flag.objects, prefix)))
    if filter.reviewed:
        conditions &= _yes_or_no(filter.reviewed, is_reviewed(prefix))
    if filter.assigned:
        current = _about(Assignment.objects, prefix).filter(is_current=True, to__isnull=False)
        if filter.assigned == NOBODY:
            conditions &= ~Q(Exists(current))
        elif filter.assigned == ME:
            conditions &= Q(Exists(current.filter(to=viewer.pk)))
        else:
            conditions &= Q(Exists(current.filter(to__username=filter.assigned)))
    return conditions


def is_reviewed(prefix: str = "") -> Exists:
    """Whether someone has read the conversation to where it ends now."""
    read = _about(Reviewed.objects, prefix)
    return Exists(read.filter(last_event_id__gte=OuterRef(f"{prefix}last_event_id")))


def _about(rows: Any, prefix: str) -> QuerySet[Any]:
    """The staff's rows about the conversation that a query is at."""
    key = f"{prefix}pk" if not prefix else f"{prefix.removesuffix('__')}_id"
    found: QuerySet[Any] = rows.filter(sender_id=OuterRef(key))
    return found


def _yes_or_no(wanted: str, condition: Exists) -> Q:
    return Q(condition) if wanted == "yes" else ~Q(condition)
