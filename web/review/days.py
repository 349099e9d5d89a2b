"""Days of the console's time zone (settings.TIME_ZONE)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

ONE = timedelta(days=1)


def begins(day: date) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time(), timezone.get_current_timezone())


def ends(day: date) -> datetime:
    """The moment at which a day is over; it belongs to the next."""
    return begins(day + ONE)


def today() -> date:
    return timezone.localdate()
