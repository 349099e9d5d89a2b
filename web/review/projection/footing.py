"""Whether the log is still the one that was taken, and how far back it is.

SQLite gives the ids of the log's last events anew once these are erased: what came after under the same ids
would never be taken. A log may also be another one, or none, since web stood still.
"""

from __future__ import annotations

from collections.abc import Sequence

from web.review.models import ProjectionState
from web.review.projection.log_rows import LogRow, timestamps_of

Foothold = list[int | str]  # an event's id, and its timestamp as Python writes it

MAX_FOOTHOLDS = 200


def stands(state: ProjectionState) -> bool:
    """Whether the last event that was taken is in the log as it was."""
    return not state.last_event_id or _sound(state.footholds[-1:]) != []


def step_back(state: ProjectionState) -> None:
    """Go back to the last event that is as it was; to the beginning where there is none."""
    state.footholds = _sound(state.footholds)
    state.last_event_id = int(state.footholds[-1][0]) if state.footholds else 0
    state.gaps = [gap for gap in state.gaps if gap[1] <= state.last_event_id]


def remember(state: ProjectionState, last: LogRow) -> None:
    """This event was taken; of the older ones every other is forgotten from time to time."""
    state.last_event_id = last.id
    known = [*state.footholds, [last.id, repr(last.timestamp)]]
    half = MAX_FOOTHOLDS // 2
    state.footholds = known if len(known) <= MAX_FOOTHOLDS else [*known[:half:2], *known[half:]]


def _sound(footholds: Sequence[Foothold]) -> list[Foothold]:
    """The footholds up to the last one that still holds."""
    found = timestamps_of([int(id_) for id_, _ in footholds])
    places = [place for place, (id_, at) in enumerate(footholds) if found.get(int(id_)) == at]
    return list(footholds[: places[-1] + 1]) if places else []
