"""Moments as the API writes them: ISO 8601, UTC, to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(moment: datetime) -> str:
    """Return "2026-01-31T09:30:00.000Z"; the moment must know its time zone."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_of(timestamp: object) -> datetime | None:
    """Return the moment of an event's timestamp in seconds; None for what is none."""
    if isinstance(timestamp, bool) or not isinstance(timestamp, int | float):
        return None
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (ValueError, OverflowError, OSError):  # not a number, or beyond the calendar
        return None
