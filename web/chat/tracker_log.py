"""What web asks of Rasa's log: the user and bot events of one sender, in the order they happened.

Queries go by the sender's index and read no event's data but those that are shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import Q, QuerySet

from web.chat.models.tracker_event import TRACKER, TrackerEvent

USER, BOT = "user", "bot"
# Rasa's own beginnings of a conversation; nobody said them.
SILENT_INTENTS = ("session_start", "restart")

_existing: set[str] = set()  # names of the databases whose table has been seen


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the log with its data read; {} where that cannot be read."""

    type_name: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """User events number `first` (from 0) to `end`, with the bot events after each.

    `ends_at` is when the user event after them came, in seconds; None where they are the latest.
    """

    first: int
    events: tuple[Event, ...]
    ends_at: float | None = None


def latest(sender_id: str, max_turns: int, before: int | None) -> Stretch:
    """Return the last turns that come before user event number `before`, of all where that is None."""
    if not table_exists():
        return Stretch(0, ())
    said = _said_by_user(sender_id)
    total = said.count()
    end = total if before is None else min(before, total)
    first = max(0, end - max_turns)
    # One more than is shown: where the stretch ends.
    places = list(said.order_by("id").values_list("id", "timestamp")[first : end + 1])
    if end <= first or not places:
        return Stretch(first, ())
    following = places[end - first] if len(places) > end - first else (None, None)
    events = tuple(_events(sender_id, places[0][0], following[0]))
    return Stretch(first, events, following[1])


def turn_with(sender_id: str, name: str, value: str) -> tuple[Event, ...]:
    """Return the last turn whose user event has this name and value somewhere; () where there is none."""
    if not table_exists():
        return ()
    said = _said_by_user(sender_id)
    needle = json.dumps({name: value})[1:-1]
    found = said.filter(data__contains=needle).order_by("-id").iterator(chunk_size=4)
    place = next((row for row in found if needle in (row.data or "")), None)  # SQLite takes "A" for "a"
    if place is None:
        return ()
    following = said.filter(id__gt=place.id).order_by("id").values_list("id", flat=True).first()
    return tuple(_events(sender_id, place.id, following))


def bot_events_with(sender_id: str, text: str, before_id: int | None = None) -> Iterator[Event]:
    """Yield the sender's bot events (from before the event `before_id`) whose data holds this text.

    The latest come first.
    """
    if table_exists():
        rows = TrackerEvent.objects.filter(sender_id=sender_id, type_name=BOT)
        if before_id is not None:
            rows = rows.filter(id__lt=before_id)
        found = rows.filter(data__contains=json.dumps(text)[1:-1]).order_by("-id")
        yield from map(_event, found.iterator(chunk_size=4))


def erase_events(sender_id: str, before_id: int | None = None) -> int:
    """Delete a sender's events, or those before the event `before_id`; return how many there were."""
    if not table_exists():
        return 0
    events = TrackerEvent.objects.filter(sender_id=sender_id)
    return (events if before_id is None else events.filter(id__lt=before_id)).delete()[0]


def _said_by_user(sender_id: str) -> QuerySet[TrackerEvent]:
    said = Q(intent_name__isnull=True) | ~Q(intent_name__in=SILENT_INTENTS)
    return TrackerEvent.objects.filter(said, sender_id=sender_id, type_name=USER)


def _events(sender_id: str, first_id: int, end_id: int | None) -> Iterator[Event]:
    rows = TrackerEvent.objects.filter(sender_id=sender_id, type_name__in=(USER, BOT), id__gte=first_id)
    if end_id is not None:
        rows = rows.filter(id__lt=end_id)
    for row in rows.order_by("id"):
        if row.type_name == BOT or row.intent_name not in SILENT_INTENTS:
            yield _event(row)


def _event(row: TrackerEvent) -> Event:
    try:
        data = json.loads(row.data or "")
    except (ValueError, RecursionError):
        data = {}
    return Event(row.type_name, data if isinstance(data, dict) else {})


def table_exists() -> bool:
    """Whether Rasa has made its table yet; it does so when it starts for the first time."""
    connection = connections[TRACKER]
    name = str(connection.settings_dict["NAME"])
    if name not in _existing and TrackerEvent._meta.db_table in connection.introspection.table_names():
        _existing.add(name)
    return name in _existing
