"""The rows of Rasa's log that the projection takes, in the order of their ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from web.chat.models import TrackerEvent
from web.chat.tracker_log import BOT, SILENT_INTENTS, USER

SLOT, LANGUAGE = "slot", "language"  # a slot's name stands in the column action_name
# Benchmarks and the replays of what was asked before (web.teaching) talk to Rasa too; nobody said these.
UNSEEN_PREFIXES = ("replay-", "bench-", "retrieval-", "greeting-", "warm-", "first-")
SENDERS_AT_ONCE = 100  # in one query's condition

_TAKEN = Q(type_name__in=(USER, BOT)) | Q(type_name=SLOT, action_name=LANGUAGE)


@dataclass(frozen=True, slots=True)
class LogRow:
    """An event; `data` is {} where that cannot be read, or where nothing in it is wanted."""

    id: int
    sender_id: str
    type_name: str
    timestamp: float | None
    intent_name: str | None
    data: dict[str, Any] = field(hash=False)
    is_taken: bool

    @property
    def begins_a_message(self) -> bool:
        return self.type_name == USER and self.intent_name not in SILENT_INTENTS


def rows_after(event_id: int, limit: int) -> list[LogRow]:
    """Return the next rows, of all types and senders, so that gaps in their ids show."""
    return _read(TrackerEvent.objects.filter(id__gt=event_id).order_by("id")[:limit])


def rows_between(ranges: Iterable[tuple[int, int]]) -> list[LogRow]:
    """Return the rows whose ids lie in one of the ranges, both ends included."""
    rows: list[LogRow] = []
    for first, last in ranges:
        rows += _read(TrackerEvent.objects.filter(id__gte=first, id__lte=last).order_by("id"))
    return rows


def rows_of(stretches: Mapping[str, tuple[int, int]]) -> list[LogRow]:
    """Return each sender's taken rows from its first id up to, and without, its second."""
    rows: list[LogRow] = []
    senders = iter(stretches.items())
    while some := list(islice(senders, SENDERS_AT_ONCE)):
        wanted = Q(pk__in=())
        for sender_id, (first, end) in some:
            wanted |= Q(sender_id=sender_id, id__gte=first, id__lt=end)
        rows += _read(TrackerEvent.objects.filter(_TAKEN).filter(wanted).order_by("id"))
    return rows


def timestamps_of(event_ids: Iterable[int]) -> dict[int, str]:
    """Return the timestamps of those events that are there, as Python writes them."""
    rows = TrackerEvent.objects.filter(id__in=list(event_ids)).values_list("id", "timestamp")
    return {id_: repr(timestamp) for id_, timestamp in rows}


def _read(rows: QuerySet[TrackerEvent]) -> list[LogRow]:
    return list(_log_rows(rows))


def _log_rows(rows: QuerySet[TrackerEvent]) -> Iterator[LogRow]:
    wanted = rows.annotate(wanted=Case(When(_TAKEN, then=F("data")), default=None))
    names = ("id", "sender_id", "type_name", "timestamp", "intent_name", "wanted", "action_name")
    for id_, sender_id, type_name, timestamp, intent_name, data, name in wanted.values_list(*names):
        is_taken = type_name in (USER, BOT) or (type_name == SLOT and name == LANGUAGE)
        is_taken = is_taken and not sender_id.startswith(UNSEEN_PREFIXES)
        read = _object(data) if is_taken else {}
        yield LogRow(id_, sender_id, type_name, timestamp, intent_name, read, is_taken)


def _object(data: str | None) -> dict[str, Any]:
    try:
        read = json.loads(data or "")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
