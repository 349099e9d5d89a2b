"""The overview as its page shows it: every figure with the address of the list behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from arabic.private import mask
from web.review.charts import DayBars, DayColumn, ShareBar, day_bars, share_bars, sparkline
from web.review.filters import Filter
from web.review.labels import FIGURES
from web.review.overview.counts import CONVERSATIONS, MEASURES, NOTHING, Asked, Counts
from web.review.overview.overview import RESPONSE, Overview, filter_of, topic_of

PARTS = ("answered", "refused", "otherwise")  # of the questions; in this order from the bottom up
# Whether more of it is good; what is not here is neither.
MORE_IS_GOOD = {"answered": True, "up": True, "refused": False, "down": False, RESPONSE: False}
STEADY = 0.005  # a change too small to be called one
MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """`share` is of the questions; `tone`: "good", "bad" or "" for how it changed."""

    name: str
    value: float | None
    before: float | None
    change: float | None
    share: float | None
    tone: str
    points: str
    link: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: a measure's count, and the address of the list behind it, for each column."""

    label: str
    cells: tuple[tuple[str, int, str], ...]
    before: int = 0
    bar: ShareBar | None = None


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question's row; `text` is masked."""

    asked: Asked
    text: str
    link: str
    refused_link: str
    down_link: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked more or less than before: a topic's or a channel's questions."""

    label: str
    now: int
    before: int
    link: str

    @property
    def difference(self) -> int:
        return self.now - self.before


def address(measure: str, within: Filter) -> str:
    """The address of the list of what a measure counts."""
    page = "review:conversations" if measure == CONVERSATIONS else "review:messages"
    return f"{reverse(page)}?{filter_of(measure, within).query()}"


def tiles(of: Overview, *, right_to_left: bool) -> list[Tile]:
    """The figures, in their order."""
    questions = of.now.total["questions"]
    return [
        Tile(
            figure.name,
            figure.value,
            figure.before,
            figure.change,
            share=figure.value / questions
            if figure.name in ("answered", "refused") and questions and figure.value is not None
            else None,
            tone=_tone(figure.name, figure.change),
            points=sparkline(figure.days, right_to_left=right_to_left),
            link=address(figure.name, of.period.filter()),
        )
        for figure in of.figures
    ]


def chart_of_days(of: Overview, *, right_to_left: bool) -> DayBars:
    """The questions of each day: answered, refused, and otherwise."""

    def column(day: date) -> DayColumn:
        counts = of.of_day(day)
        values = _parts(counts)
        said = " · ".join(f"{FIGURES[name]}: {value}" for name, value in zip(PARTS, values, strict=True))
        within = Filter(since=day, until=day)
        return DayColumn(f"{day.day}/{day.month}", f"{day}: {said}", values, address("questions", within))

    return day_bars([column(day) for day in of.period.days], PARTS, right_to_left=right_to_left)


def lines_of_days(of: Overview) -> list[Line]:
    """The table that says what the chart shows, the latest day first."""
    return [
        Line(str(day), _cells(of.of_day(day), Filter(since=day, until=day)))
        for day in reversed(of.period.days)
    ]


def lines_of(
    attribute: str, counted: Mapping[str, Counts], before: Mapping[str, Counts], of: Overview, names: Any,
    *, right_to_left: bool,
) -> list[Line]:  # fmt: skip
    """The rows of channels or topics, the one with most questions first."""
    keys = sorted(counted, key=lambda key: (-counted[key]["questions"], key))
    bars = share_bars([_parts(counted[key]) for key in keys], PARTS, right_to_left=right_to_left)
    measures = tuple(MEASURES) if attribute == "topic" else (CONVERSATIONS, *MEASURES)
    return [
        Line(
            names(key),
            _cells(counted[key], of.period.filter(**{attribute: _value(attribute, key)}), measures),
            before.get(key, NOTHING)["questions"],
            bar,
        )
        for key, bar in zip(keys, bars, strict=True)
    ]


def asked_lines(asked: Iterable[Asked], of: Overview) -> list[AskedLine]:
    """The rows of questions, what visitors wrote masked."""

    def link(each: Asked, **conditions: str) -> str:
        within = of.period.filter(question="yes", same=each.key, **conditions)
        return f"{reverse('review:messages')}?{within.query()}"

    return [
        AskedLine(each, mask(each.text), link(each), link(each, refused="yes"), link(each, feedback="down"))
        for each in asked
    ]


def changes(of: Overview, channel_name: Any, topic_name: Any) -> list[Change]:
    """What is asked more, or less, than in the days compared with; the greatest difference first."""
    found = []
    for attribute, now, before, name in (
        ("topic", of.now.by_topic, of.before.by_topic, topic_name),
        ("channel", of.now.by_channel, of.before.by_channel, channel_name),
    ):
        for key in {*now, *before}:
            asked, earlier = now.get(key, NOTHING)["questions"], before.get(key, NOTHING)["questions"]
            within = of.period.filter(**{attribute: _value(attribute, key)})
            found.append(Change(name(key), asked, earlier, address("questions", within)))
    moved = [each for each in found if each.difference]
    return sorted(moved, key=lambda each: (-abs(each.difference), each.label))[:MOST_CHANGES]


def _cells(
    counts: Counts, within: Filter, measures: Iterable[str] = (CONVERSATIONS, *MEASURES)
) -> tuple[tuple[str, int, str], ...]:
    return tuple((name, counts[name], address(name, within)) for name in measures)


def _parts(counts: Counts) -> tuple[int, ...]:
    return (
        counts["answered"],
        counts["refused"],
        counts["questions"] - counts["answered"] - counts["refused"],
    )


def _value(attribute: str, key: str) -> str:
    return topic_of(key) if attribute == "topic" else key


def _tone(name: str, change: float | None) -> str:
    if name not in MORE_IS_GOOD or change is None or abs(change) < STEADY:
        return ""
    return "good" if (change > 0) == MORE_IS_GOOD[name] else "bad"
