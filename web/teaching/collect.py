"""Collecting what was refused, answered unsurely, or judged wrong, from the log's projection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from web.review.models import Message
from web.teaching.models import Collection, Question

BATCH = 500
SETTLED = timedelta(seconds=60)  # an answer that has not come by then comes no more
# Answered below it, an answer is likelier luck than knowledge: the index gives none on its own below its
# threshold, and the actions do only where the intent agrees.
UNSURE_BELOW = 0.5
Why = Question.Why


def collect(now: datetime | None = None) -> int:
    """Take what came since the last time; return how many questions are new."""
    now = now or timezone.now()
    return sum(_take_batch(now) for _ in range(_batches())) + _take_judged()


def from_message(message: Message, why: str) -> Question:
    """The question of a message, collected now if it was not yet."""
    made = _made([(message, why)])
    Question.objects.bulk_create(made, ignore_conflicts=True)
    return Question.objects.get(pk=message.pk)


def _batches() -> int:
    """How many batches bring the collection to where the projection is now."""
    last = Message.objects.aggregate(last=Max("event_id"))["last"] or 0
    place, _ = Collection.objects.get_or_create(pk=1)
    count = Message.objects.filter(event_id__gt=place.event_id, event_id__lte=last).count()
    return -(-count // BATCH)


def _take_batch(now: datetime) -> int:
    """Look at the next messages in order, up to one whose answer may still come."""
    with transaction.atomic():
        place = Collection.objects.select_for_update().get(pk=1)
        following = Message.objects.filter(event_id__gt=place.event_id).order_by("event_id")
        taken: list[Message] = []
        for message in following.select_related("conversation")[:BATCH]:
            if message.answered_at is None and message.at > now - SETTLED:
                break
            taken.append(message)
        if not taken:
            return 0
        new = _add((message, why) for message in taken if (why := reason(message)))
        Collection.objects.filter(pk=1).update(event_id=taken[-1].event_id)
    return new


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
    made = _made(found)
    known = set(Question.objects.filter(pk__in=[each.pk for each in made]).values_list("pk", flat=True))
    Question.objects.bulk_create([each for each in made if each.pk not in known], ignore_conflicts=True)
    judged = [each.pk for each in made if each.pk in known and each.why == Why.THUMBS_DOWN]
    Question.objects.filter(Q(pk__in=judged)).update(why=Why.THUMBS_DOWN)
    return len(made) - len(known)


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
