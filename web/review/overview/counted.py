"""What is counted of messages, each measure with the condition that a filter names it by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Q, QuerySet

from web.review.filters.conditions import OF_MESSAGE
from web.review.models import Message

CONVERSATIONS = "conversations"
# Of each measure: the condition of a filter that finds the messages it counts.
MEASURES: dict[str, tuple[str, str]] = {
    "questions": ("question", "yes"),
    "answered": ("answered", "yes"),
    "refused": ("refused", "yes"),
    "up": ("feedback", "up"),
    "down": ("feedback", "down"),
    "hand_over": ("hand_over", "yes"),
}

Counts = Mapping[str, int]
NOTHING: Counts = dict.fromkeys((CONVERSATIONS, *MEASURES), 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """The measures in all, and by day, channel and topic; a topic "" is that of what no section answered.

    A conversation of two days counts once in each, and once in all; by topic conversations are not counted.
    """

    total: Counts
    by_day: Mapping[Any, Counts] = field(default_factory=dict)
    by_channel: Mapping[str, Counts] = field(default_factory=dict)
    by_topic: Mapping[str, Counts] = field(default_factory=dict)


def condition_of(measure: str) -> Q:
    return OF_MESSAGE[MEASURES[measure]]


def count(rows: QuerySet[Message], *, day: Any = None) -> Counted:
    """Count the messages; by day too where the expression of the day is given."""
    rows = rows.annotate(day=day) if day is not None else rows
    columns = (*(("day",) if day is not None else ()), "channel", "section")
    measured = {f"of_{name}": Count("pk", filter=condition_of(name)) for name in MEASURES}
    cells = list(rows.values(*columns).annotate(**measured))
    channels = _conversations(rows, "channel")
    return Counted(
        total=_sum(cells, conversations=sum(channels.values())),
        by_day=_by(cells, "day", _conversations(rows, "day")) if day is not None else {},
        by_channel=_by(cells, "channel", channels),
        by_topic=_by(cells, "section"),
    )


def _conversations(rows: QuerySet[Message], column: str) -> dict[Any, int]:
    return dict(rows.values_list(column).annotate(Count("conversation", distinct=True)))


def _by(
    cells: list[dict[str, Any]], column: str, conversations: Mapping[Any, int] = MappingProxyType({})
) -> dict[Any, Counts]:
    groups: dict[Any, list[dict[str, Any]]] = {}
    for cell in cells:
        groups.setdefault(cell[column], []).append(cell)
    return {key: _sum(group, conversations=conversations.get(key, 0)) for key, group in groups.items()}


def _sum(cells: Iterable[Mapping[str, Any]], *, conversations: int) -> Counts:
    totals = dict(NOTHING) | {CONVERSATIONS: conversations}
    for cell in cells:
        for name in MEASURES:
            totals[name] += cell[f"of_{name}"]
    return totals
