"""The events of a conversation that count, folded on from turn to turn.

Rasa's `DialogueStateTracker.applied_events` goes through the whole conversation, several times a turn.
It is a fold: each event adds to the list so far, or takes from its end. Here the list stays with its tracker
and the events that came since are folded in. A conversation with a form's loop is left to Rasa: there, a
later event changes what earlier ones mean.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_version import require_supported_rasa

KEPT = "_kept_applied_events"

_as_rasa_wrote_it = DialogueStateTracker.applied_events


class _Kept(NamedTuple):
    """What the first `count` of these events come to; `last` is the last of them."""

    events: Any
    count: int
    last: Event
    applied: list[Event]


def install_kept_applied_events() -> None:
    """Replace the fold of every tracker in this process; BotError if Rasa is another version."""
    require_supported_rasa()
    DialogueStateTracker.applied_events = applied_events


def applied_events(self: DialogueStateTracker) -> list[Event]:
    """Return what Rasa's method returns, a new list each time."""
    kept = _kept_of(self)
    new = list(islice(reversed(self.events), len(self.events) - (kept.count if kept else 0)))[::-1]
    if any(isinstance(event, ActiveLoop) for event in new):
        self.__dict__.pop(KEPT, None)
        return list(_as_rasa_wrote_it(self))
    applied = kept.applied if kept else []
    _fold(applied, new)
    if new and self.events.maxlen is None:
        self.__dict__[KEPT] = _Kept(self.events, len(self.events), new[-1], applied)
    return list(applied)


def carry_over(tracker: DialogueStateTracker, copied: DialogueStateTracker) -> None:
    """Let a copy with the same events begin where the tracker stands."""
    kept = _kept_of(tracker)
    if kept is not None and copied.events.maxlen is None:
        copied.__dict__[KEPT] = kept._replace(events=copied.events, applied=list(kept.applied))


def has_loops(tracker: DialogueStateTracker) -> bool:
    """Tell whether a form's loop was ever begun or ended; answered from what is kept, where anything is."""
    return _kept_of(tracker) is None and any(isinstance(event, ActiveLoop) for event in tracker.events)


def _kept_of(tracker: DialogueStateTracker) -> _Kept | None:
    """Return what was kept, unless the events are others than those it was made of."""
    kept: _Kept | None = tracker.__dict__.get(KEPT)
    if kept is None or kept.events is not tracker.events or kept.count > len(tracker.events):
        return None
    return kept if tracker.events[kept.count - 1] is kept.last else None


def _fold(applied: list[Event], new: Iterable[Event]) -> None:
    """Do to the list what each event does."""
    undo = DialogueStateTracker._undo_till_previous
    for event in new:
        if isinstance(event, (Restarted, SessionStarted)):
            applied.clear()
        elif isinstance(event, ActionReverted):
            undo(ActionExecuted, applied)
        elif isinstance(event, UserUtteranceReverted):  # a listening came before the utterance
            undo(UserUttered, applied)
            undo(ActionExecuted, applied)
        else:
            applied.append(event)
