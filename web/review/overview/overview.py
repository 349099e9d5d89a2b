"""Everything that the overview says of a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from web.review.filters import Filter
from web.review.filters.conditions import NO_TOPIC
from web.review.models import Message
from web.review.overview.counts import (
    CONVERSATIONS,
    MEASURES,
    NOTHING,
    Asked,
    Counted,
    Counts,
    count,
    day_of_message,
    median_milliseconds,
    medians_by_day,
    most_asked,
    worst_served,
)
from web.review.overview.period import Period

RESPONSE = "response"
FIGURES = (CONVERSATIONS, *MEASURES, RESPONSE)
KEPT_SECONDS = 60  # a million events take a second to count, and all ask for it at nine


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `before` are counts, or milliseconds (None where nothing was timed); `days` in order."""

    name: str
    value: float | None
    before: float | None
    days: tuple[float | None, ...]

    @property
    def change(self) -> float | None:
        """The growth since before as a share; None where it cannot be told."""
        if self.value is None or not self.before:
            return None
        return self.value / self.before - 1


@dataclass(frozen=True, slots=True)
class Overview:
    """`before` is counted over the days compared with; a day without messages counts nothing."""

    period: Period
    figures: tuple[Figure, ...]
    now: Counted
    before: Counted
    medians: Mapping[date, int]
    most_asked: tuple[Asked, ...]
    worst_served: tuple[Asked, ...]

    def of_day(self, day: date) -> Counts:
        return self.now.by_day.get(day, NOTHING)


def overview(period: Period) -> Overview:
    """Count a period's messages and those of the days that it is compared with."""
    rows = Message.objects.filter(at__gte=period.begins, at__lt=period.ends)
    begins, ends = period.before()
    rows_before = Message.objects.filter(at__gte=begins, at__lt=ends)
    day = day_of_message(period)
    now, before, medians = count(rows, day=day), count(rows_before), medians_by_day(rows, day)
    figures = [
        Figure(
            name,
            now.total[name],
            before.total[name],
            tuple(now.by_day.get(each, NOTHING)[name] for each in period.days),
        )
        for name in (CONVERSATIONS, *MEASURES)
    ]
    times = median_milliseconds(rows), median_milliseconds(rows_before)
    figures.append(Figure(RESPONSE, *times, tuple(medians.get(each) for each in period.days)))
    return Overview(
        period=period,
        figures=tuple(figures),
        now=now,
        before=before,
        medians=medians,
        most_asked=tuple(most_asked(rows, rows_before)),
        worst_served=tuple(worst_served(rows, rows_before)),
    )


def filter_of(measure: str, within: Filter) -> Filter:
    """The filter that lists what a measure counts, within another."""
    if measure == RESPONSE:
        return within.but(question="yes", sort="slowest")
    if measure == CONVERSATIONS:
        return within
    attribute, value = MEASURES[measure]
    return within.but(**{attribute: value})


def topic_of(section: str) -> str:
    """What a filter calls a section."""
    return section or NO_TOPIC


def kept_overview(period: Period) -> Overview:
    """The overview of these days, as it was counted no longer than KEPT_SECONDS ago (its period's `now`)."""
    key = f"review-overview-{period.since}-{period.until}-{period.preset}"
    found = cache.get(key)
    if isinstance(found, Overview):
        return found
    counted = overview(period)
    cache.set(key, counted, KEPT_SECONDS)
    return counted
