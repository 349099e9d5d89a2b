"""The demonstration's moments spread over two weeks, as if people had come by day and evening.

Only moments are changed, in the demonstration's own record; within a turn they keep their distances.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import accumulate

from django.db import transaction

from web.chat.models import Feedback, Message, Session
from web.chat.record import count_anew
from web.review.demo.holding import Held

DAYS = 14
HOURS = (*range(7, 23), *range(9, 13), *range(17, 22))  # when people come; mornings and evenings twice
THOUGHT_SECONDS = (8.0, 75.0)  # between an answer and the next message
JUDGED_AFTER = timedelta(seconds=9)


def beginnings(count: int, now: datetime, dice: random.Random) -> list[datetime]:
    """Return so many moments of the last days, in order; fewer come at the week's end."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight - timedelta(days=days) for days in range(1, DAYS + 1)]
    weights = [1 if day.weekday() in (4, 5) else 3 for day in days]
    drawn = dice.choices(days, weights, k=count)
    return sorted(
        day + timedelta(hours=dice.choice(HOURS), minutes=dice.randrange(60), seconds=dice.randrange(60))
        for day in drawn
    )


def spread(held: Held, begins: datetime, dice: random.Random) -> None:
    """Move a conversation to where it begins, each of its days a day after the one before."""
    sender_id = held.session.sender_id
    messages = list(Message.objects.filter(conversation_id=sender_id).order_by("event_id"))
    if not messages:
        return
    begins -= timedelta(days=len(held.parts) - 1)  # so that nothing lies in the future
    starts_of_days = set(accumulate(held.parts[:-1]))
    at = begins
    for number, message in enumerate(messages):
        at += timedelta(days=number in starts_of_days)
        took = (message.answered_at or message.at) - message.at
        message.at, message.answered_at = at, at + took
        at += took + timedelta(seconds=dice.uniform(*THOUGHT_SECONDS))
    with transaction.atomic():
        Message.objects.bulk_update(messages, ["at", "answered_at"])
        count_anew([sender_id])
        first, last = messages[0].at, messages[-1].answered_at or messages[-1].at
        Session.objects.filter(pk=held.session.pk).update(created_at=first, last_seen_at=last)
        for message in messages:
            judged_at = (message.answered_at or message.at) + JUDGED_AFTER
            given = Feedback.objects.filter(answer__message=message)
            given.update(created_at=judged_at, changed_at=judged_at)
