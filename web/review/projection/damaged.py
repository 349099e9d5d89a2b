"""Values of the log as the tables can hold them: what is damaged or of another type reads as nothing."""

from __future__ import annotations

import math

from web.chat.evidence import text_of

MAX_WAIT_MILLISECONDS = 3_600_000  # beyond an hour a clock was moved


def storable(value: object, max_characters: int | None = None) -> str:
    """A text without NUL, which PostgreSQL refuses, and cut where it is too long; empty for what is none."""
    return text_of(value).replace("\0", "")[:max_characters]


def share_of(value: object) -> float | None:
    """A number from 0 to 1; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= 1 else None


def waited(start: float | None, end: float | None) -> int | None:
    """Return the milliseconds between two timestamps; None where they cannot be a person's wait."""
    if start is None or end is None or not math.isfinite(end - start):
        return None
    milliseconds = round(1000 * (end - start))
    return milliseconds if 0 <= milliseconds <= MAX_WAIT_MILLISECONDS else None
