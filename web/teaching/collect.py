"""Collecting what was refused, answered unsurely, or judged wrong, from the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from web.background import unhurried
from web.review.models import Message
from web.teaching.models import Collection, Question

BATCH = 500
SETTLED = timedelta(seconds=5)  # after it nothing is written any more under a lower number
RETRIED = timedelta(seconds=60)  # a failed message that was not sent again by then is given up
# Answered below it, an answer is likelier luck than knowledge: the index gives none on its own below its
# threshold, and the actions do only where the intent agrees.
UNSURE_BELOW = 0.5
Why = Question.Why


def collect(now: datetime | None = None) -> int:
    """Take what came since the last time; return how many questions are new."""
    return sum(unhurried(_taken(now or timezone.now()))) + _take_judged()


def from_message(message: Message, why: str) -> Question:
    """The question of a message, collected now if it was not yet."""
    made = _made([(message, why)])
    Question.objects.bulk_create(made, ignore_conflicts=True)
    return Question.objects.get(pk=message.pk)


def _taken(now: datetime) -> Iterator[int]:
    """Go on to where the record is now; yield for each batch how many of its questions are new."""
    last = Message.objects.aggregate(last=Max("event_id"))["last"] or 0
    place, _ = Collection.objects.get_or_create(pk=1)
    while batch := _settled(place.event_id, last, now):
        found = [(message, why) for message in batch if (why := reason(message))]
        with transaction.atomic():
            moved = Collection.objects.filter(pk=1, event_id=place.event_id).update(event_id=batch[-1].pk)
            if not moved:  # another process took them meanwhile
                return
            new = _add(found)
        yield new
        place.event_id = batch[-1].pk


def _settled(after: int, last: int, now: datetime) -> list[Message]:
    """The next messages in order, up to one that may still change or be preceded."""
    following = Message.objects.filter(event_id__gt=after, event_id__lte=last).order_by("event_id")
    batch = following.select_related("conversation")[:BATCH]
    return list(takewhile(lambda message: _is_settled(message, now), batch))


def _is_settled(message: Message, now: datetime) -> bool:
    failed = message.kind == Message.Kind.FAILED
    return (message.answered_at or message.at) <= now - (RETRIED if failed else SETTLED)


def _take_judged() -> int:
    """Thumbs come later than answers, whenever they come."""
    down: QuerySet[Message] = Message.objects.filter(feedback=Message.Feedback.DOWN)
    known = Question.objects.filter(why=Why.THUMBS_DOWN).values("event_id")
    new = down.exclude(event_id__in=known).exclude(is_press=True).select_related("conversation")[:BATCH]
    return _add((message, Why.THUMBS_DOWN) for message in new)


def reason(message: Message) -> str:
    """Why a message is one to teach from; empty where it is not."""
    if message.is_press or not message.is_question:
        return ""
    if message.feedback == Message.Feedback.DOWN:
        return Why.THUMBS_DOWN.value
    if message.refused:
        return Why.REFUSED.value
    is_unsure = message.answered and message.confidence is not None and message.confidence < UNSURE_BELOW
    return Why.UNSURE.value if is_unsure else ""


def _add(found: Iterable[tuple[Message, str]]) -> int:
    """Write what is not known and has not been erased meanwhile; return how many questions are new."""
    made = {each.pk: each for each in _made(found)}
    known = set(Question.objects.filter(pk__in=made).values_list("pk", flat=True))
    there = Message.objects.filter(pk__in=made.keys() - known).values_list("pk", flat=True)
    new = Question.objects.bulk_create([made[pk] for pk in there], ignore_conflicts=True)
    judged = [pk for pk in known if made[pk].why == Why.THUMBS_DOWN]
    Question.objects.filter(pk__in=judged).update(why=Why.THUMBS_DOWN)
    return len(new)


def _made(found: Iterable[tuple[Message, str]]) -> list[Question]:
    return [
        Question(
            event_id=message.event_id,
            sender_id=message.conversation_id,
            text=message.text,
            at=message.at,
            channel=message.conversation.channel,
            why=why,
            confidence=message.confidence,
        )
        for message, why in found
    ]
