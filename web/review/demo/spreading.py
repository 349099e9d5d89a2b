"""The demonstration's moments spread over two weeks, as if people had come by day and evening.

Only moments are changed, in the demonstration's own log and tables; within a turn they keep their distances.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from web.chat.models import Feedback, Session, TrackerEvent, Turn
from web.chat.models.tracker_event import TRACKER
from web.review.demo.holding import Held

DAYS = 14
DAY_SECONDS = 86_400.0
HOURS = (*range(7, 23), *range(9, 13), *range(17, 22))  # when people come; mornings and evenings twice
THOUGHT_SECONDS = (8.0, 75.0)  # between an answer and the next message


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
    events = list(TrackerEvent.objects.filter(sender_id=held.session.sender_id).order_by("id"))
    if not events:
        return
    begins -= timedelta(days=len(held.parts) - 1)  # so that nothing lies in the future
    shifts = list(_shifts(events, held.parts, begins.timestamp(), dice))
    for event, shift in zip(events, shifts, strict=True):
        event.timestamp = (event.timestamp or 0.0) + shift
        event.data = json.dumps({**json.loads(event.data or "{}"), "timestamp": event.timestamp})
    with transaction.atomic(using=TRACKER):
        TrackerEvent.objects.bulk_update(events, ["timestamp", "data"])
    _move_rows(held.session, events)


def _shifts(
    events: Sequence[TrackerEvent], parts: Sequence[int], begins: float, dice: random.Random
) -> Iterator[float]:
    """By how many seconds each event is moved: a turn's events all by the same."""
    starts: set[int] = set()
    for messages in parts[:-1]:
        starts.add(messages + (max(starts) if starts else 0))
    said, at, shift = 0, begins, begins - (events[0].timestamp or 0.0)
    for number, event in enumerate(events):
        if event.type_name == "user":
            if said:
                at = (events[number - 1].timestamp or 0.0) + shift + dice.uniform(*THOUGHT_SECONDS)
                at += DAY_SECONDS * (said in starts)
                shift = at - (event.timestamp or 0.0)
            said += 1
        yield shift


def _move_rows(session: Session, events: Sequence[TrackerEvent]) -> None:
    """Web's own moments, after those of the log."""
    first, last = (datetime.fromtimestamp(events[place].timestamp or 0.0, UTC) for place in (0, -1))
    Session.objects.filter(pk=session.pk).update(created_at=first, last_seen_at=last)
    said = {json.loads(event.data or "{}").get("message_id"): event for event in events}
    for turn in Turn.objects.filter(session=session).exclude(message_id=""):
        at = datetime.fromtimestamp(said[turn.message_id].timestamp or 0.0, UTC)
        Turn.objects.filter(pk=turn.pk).update(created_at=at, ended_at=at + timedelta(seconds=1))
        judged = Feedback.objects.filter(answer__turn=turn)
        judged.update(created_at=at + timedelta(seconds=9), changed_at=at + timedelta(seconds=9))
