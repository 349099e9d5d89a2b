"""The days that an overview is of, and those that it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from web.review import days
from web.review.filters import Filter, Ignored
from web.review.filters.filter import BadValue, day

WEEK = 7
PRESETS = {"today": 1, "week": 7, "month": 28, "quarter": 91}  # whole weeks, so that weekdays are alike
DEFAULT_PRESET = "week"
MAX_DAYS = 366


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of `since` to the end of `until`, or to `now` where that is earlier."""

    since: date
    until: date
    now: datetime
    preset: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        count = (self.until - self.since).days + 1
        return tuple(self.since + timedelta(days=each) for each in range(count))

    @property
    def begins(self) -> datetime:
        return days.begins(self.since)

    @property
    def ends(self) -> datetime:
        """The moment that nothing of the period comes at or after."""
        return days.ends(self.until)

    @property
    def goes_on(self) -> bool:
        """Whether it was not over when it was counted."""
        return self.now < self.ends

    @property
    def shift(self) -> timedelta:
        """How far back the days compared with lie: the fewest whole weeks that leave no day in both."""
        return timedelta(days=-(-len(self.days) // WEEK) * WEEK)

    def before(self) -> tuple[datetime, datetime]:
        """The moments between which lies what this is compared with, cut off at the same hour as today is."""
        return self.begins - self.shift, min(self.ends, self.now) - self.shift

    def filter(self, **conditions: str) -> Filter:
        """The filter of these days' messages."""
        return Filter(since=self.since, until=self.until).but(**conditions)

    def query(self) -> str:
        """The part of the overview's address after its question mark."""
        return f"period={self.preset}" if self.preset else f"from={self.since}&to={self.until}"


def read_period(parameters: Mapping[str, str]) -> tuple[Period, tuple[Ignored, ...]]:
    """Return the period of an address, the last week's where it names none, and what could not be read."""
    ignored, read = [], {}
    for name in ("from", "to"):
        text = parameters.get(name, "").strip()
        try:
            read[name] = day(text) if text else None
        except BadValue:
            ignored.append(Ignored(name, text[:60]))
    since, until = read.get("from"), read.get("to")
    if since and until and since > until:
        ignored.append(Ignored("to", str(until)))
        until = None
    preset = parameters.get("period", "")
    if preset and preset not in PRESETS:
        ignored.append(Ignored("period", preset[:60]))
    if since or until:
        return _between(since, until), tuple(ignored)
    return _last(preset if preset in PRESETS else DEFAULT_PRESET), tuple(ignored)


def _last(preset: str) -> Period:
    today = days.today()
    return Period(today - timedelta(days=PRESETS[preset] - 1), today, timezone.now(), preset)


def _between(since: date | None, until: date | None) -> Period:
    """Both days included; from a day until today, or a week up to a day; no more than MAX_DAYS."""
    until = until or max(days.today(), since or days.today())
    since = since or until - timedelta(days=WEEK - 1)
    return Period(max(since, until - timedelta(days=MAX_DAYS - 1)), until, timezone.now())
