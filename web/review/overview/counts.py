"""What is counted of messages: measures by day, channel and topic, median response times, repeated questions.

Each measure has the condition that a filter names it by. Questions are the same when their search keys are
(arabic.search_key): spelling, marks and digits' forms aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from types import MappingProxyType
from typing import Any

from django.db import connection
from django.db.models import Count, DateField, F, Func, Max, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from web.review.filters.conditions import OF_MESSAGE, QUESTION
from web.review.models import Message
from web.review.overview.period import Period

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
STEP_MILLISECONDS = 10  # how exactly a day's median is known: a line is drawn of it
MOST = 10


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


def median_milliseconds(rows: QuerySet[Message]) -> float | None:
    """The median of the questions that have a time; None without any."""
    timed = rows.filter(QUESTION, milliseconds__isnull=False)
    number = timed.count()
    if not number:
        return None
    ordered = timed.order_by("milliseconds").values_list("milliseconds", flat=True)
    return float(median(each or 0 for each in ordered[(number - 1) // 2 : number // 2 + 1]))


def medians_by_day(rows: QuerySet[Message], day: Any) -> dict[date, int]:
    """Each day's median, to STEP_MILLISECONDS; days without a timed question are not there."""
    timed = rows.filter(QUESTION, milliseconds__isnull=False).annotate(
        day=day, step=F("milliseconds") / STEP_MILLISECONDS
    )
    steps: dict[date, list[tuple[int, int]]] = {}
    for when, step, number in timed.values_list("day", "step").annotate(number=Count("pk")):
        steps.setdefault(when, []).append((step, number))
    return {when: _middle(sorted(found)) * STEP_MILLISECONDS for when, found in steps.items()}


def _middle(counted: list[tuple[int, int]]) -> int:
    """The step in which the middle one lies."""
    left = (sum(number for _, number in counted) + 1) // 2
    for step, number in counted:
        left -= number
        if left <= 0:
            return step
    raise ValueError("nothing was counted")


@dataclass(frozen=True, slots=True)
class Asked:
    """`text` is as it was typed last, `before` how often in the days compared with.

    `badly`: how often it was refused, or answered with a thumb down.
    """

    key: str
    text: str
    count: int
    before: int
    refused: int
    down: int
    badly: int

    @property
    def is_new(self) -> bool:
        return self.before == 0


def most_asked(rows: QuerySet[Message], before: QuerySet[Message], most: int = MOST) -> list[Asked]:
    """The questions asked most often, those first."""
    return _asked(rows, before, ("-of_all", "question_key"), Q(), most)


def worst_served(rows: QuerySet[Message], before: QuerySet[Message], most: int = MOST) -> list[Asked]:
    """The questions that were most often refused or answered with a thumb down, those first."""
    return _asked(rows, before, ("-of_badly", "-of_down", "-of_all", "question_key"), Q(of_badly__gt=0), most)


def _asked(
    rows: QuerySet[Message], before: QuerySet[Message], order: tuple[str, ...], having: Q, most: int
) -> list[Asked]:
    found = list(_groups(rows).filter(having).order_by(*order)[:most])
    texts = dict(Message.objects.filter(pk__in=[each["last"] for each in found]).values_list("pk", "text"))
    earlier = before.filter(QUESTION, question_key__in=[each["question_key"] for each in found])
    counts = dict(earlier.values_list("question_key").annotate(number=Count("pk")))
    return [
        Asked(
            key=each["question_key"],
            text=texts.get(each["last"], ""),
            count=each["of_all"],
            before=counts.get(each["question_key"], 0),
            refused=each["of_refused"],
            down=each["of_down"],
            badly=each["of_badly"],
        )
        for each in found
    ]


def _groups(rows: QuerySet[Message]) -> Any:
    """The questions by their keys, counted; `last` is the id of the one asked last."""
    refused, down = condition_of("refused"), condition_of("down")
    questions = rows.filter(QUESTION).exclude(question_key="").values("question_key")
    return questions.annotate(
        of_all=Count("pk"),
        of_refused=Count("pk", filter=refused),
        of_down=Count("pk", filter=down),
        of_badly=Count("pk", filter=refused | down),
        last=Max("event_id"),
    )


class _SqliteDay(Func):
    """The day of a message by SQLite's own function: a hundred times as fast as Django's."""

    function = "DATE"
    output_field = DateField()


def day_of_message(period: Period) -> Any:
    """Return the expression of `at`'s day in the console's time zone, for messages of a period."""
    begin, end = period.begins.utcoffset(), period.ends.utcoffset()
    if connection.vendor != "sqlite" or begin is None or begin != end:
        return TruncDate("at")  # clocks are put forward or back in this period
    return _SqliteDay("at", Value(f"{begin.total_seconds():+.0f} seconds"))
