"""Ids that were passed over: another writer of the log may have taken them and not committed yet.

PostgreSQL gives an id when a row is written, and shows the row when its transaction ends: with two of Rasa's
workers an event may appear below one that was taken before. SQLite has one writer; its gaps are what was
erased.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from web.review.projection.log_rows import LogRow

Gap = list[float]  # first id, last id, when it was noticed (seconds)

KEPT_SECONDS = 600.0  # no transaction of Rasa's lasts so long
MAX_GAPS = 500


def gaps_among(rows: Sequence[LogRow], after_id: int, now: float) -> list[Gap]:
    """Return the gaps before recent rows, from the id after `after_id` on; what is older holds no writer."""
    found: list[Gap] = []
    for row in rows:
        if row.id > after_id + 1 and _is_recent(row, now):
            found.append([after_id + 1, row.id - 1, now])
        after_id = row.id
    return found


def still_open(gaps: Iterable[Gap], filled: Iterable[int], now: float) -> list[Gap]:
    """Return what remains of the gaps: without the ids that were found since, and without the old ones."""
    ids = sorted(filled)
    kept: list[Gap] = []
    for first, last, noticed in gaps:
        if now - noticed > KEPT_SECONDS:
            continue
        for id_ in ids:
            if first <= id_ <= last:
                if id_ > first:
                    kept.append([first, id_ - 1, noticed])
                first = id_ + 1
        if first <= last:
            kept.append([first, last, noticed])
    return kept[-MAX_GAPS:]


def ranges(gaps: Iterable[Gap]) -> list[tuple[int, int]]:
    """The gaps' ids as rows_between takes them."""
    return [(int(first), int(last)) for first, last, _ in gaps]


def _is_recent(row: LogRow, now: float) -> bool:
    at = row.timestamp
    return at is None or not math.isfinite(at) or now - at < KEPT_SECONDS
