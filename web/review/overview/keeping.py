"""An overview is kept for a while: a million events take a second to count, and all ask for it at nine."""

from __future__ import annotations

from django.core.cache import cache

from web.review.overview.overview import Overview, overview
from web.review.overview.period import Period

KEPT_SECONDS = 60


def kept_overview(period: Period) -> Overview:
    """The overview of these days, as it was counted no longer than KEPT_SECONDS ago (its period's `now`)."""
    key = f"review-overview-{period.since}-{period.until}-{period.preset}"
    found = cache.get(key)
    if isinstance(found, Overview):
        return found
    counted = overview(period)
    cache.set(key, counted, KEPT_SECONDS)
    return counted
