"""Events of Rasa's log, a batch at a time, into the console's tables.

What is needed is read and worked out first, without a lock; then all is written at once, if nobody wrote
meanwhile: a batch is taken whole or not at all, and visitors' own writes wait for milliseconds.
"""

from __future__ import annotations

import time

from django.utils import timezone

from web.chat.models import Erasure
from web.chat.tracker_log import table_exists
from web.review.models import ProjectionState
from web.review.projection.batch import Batch, read_batch
from web.review.projection.footing import remember, stands, step_back
from web.review.projection.gaps import gaps_among, ranges, still_open
from web.review.projection.log_rows import rows_after, rows_between
from web.review.projection.state import locked_state, read_state
from web.review.projection.writing import write

BATCH_EVENTS = 2_000
MAX_TRIES = 20


class Overtaken(Exception):
    """Somebody else wrote between our reading and our writing."""


def take_new(max_events: int = BATCH_EVENTS) -> int:
    """Take the next events; return how many rows of the log were looked at, 0 at its end.

    Queries the databases. Overtaken where others write all the time.
    """
    for _ in range(MAX_TRIES):
        try:
            return _take(max_events)
        except Overtaken:
            continue
    raise Overtaken(f"others wrote meanwhile, {MAX_TRIES} times")


def _take(max_events: int) -> int:
    if not table_exists():
        return 0
    if not stands(read_state()):
        with locked_state() as state:
            step_back(state)
    seen, now = read_state(), time.time()
    rows = rows_after(seen.last_event_id, max_events)
    batch = Batch(seen.last_event_id, rows, rows_between(ranges(seen.gaps)))
    if not batch:
        return 0
    conversations = read_batch(batch)
    with locked_state() as state:
        if state.generation != seen.generation:
            raise Overtaken
        erased = set(Erasure.objects.filter(pk__in=conversations).values_list("pk", flat=True))
        write({name: messages for name, messages in conversations.items() if name not in erased})
        _move_on(state, batch, now)
    return len(batch)


def _move_on(state: ProjectionState, batch: Batch, now: float) -> None:
    gaps = [*state.gaps, *gaps_among(batch.rows, batch.last_event_id, now)]
    state.gaps = still_open(gaps, [row.id for row in batch.late], now)
    if batch.rows:
        remember(state, batch.rows[-1])
    state.projected_at = timezone.now()
