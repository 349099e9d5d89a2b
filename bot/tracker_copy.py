"""A copy of a tracker, made by copying it.

Rasa gives every action a copy to write on, and makes it by replaying the whole conversation into a new
tracker, twice a turn. A tracker's state is what its events come to, so the copy's state is the tracker's. One
field can differ: the processor takes `followup_action` from the tracker as it acts upon it, and a replay
brings it back. So a conversation whose last action was followed by an event that sets it, or takes something
back, is replayed.
"""

import copy

from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    FollowupAction,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.applied_events import carry_over
from bot.rasa_version import require_supported_rasa

_REPLAYED = (ActionReverted, FollowupAction, Restarted, SessionStarted, UserUtteranceReverted)
_STATE = ("_paused", "latest_message", "latest_bot_utterance")

_as_rasa_wrote_it = DialogueStateTracker.copy


def install_tracker_copies() -> None:
    """Replace the copy of every tracker in this process; BotError if Rasa is another version."""
    require_supported_rasa()
    DialogueStateTracker.copy = copy_of


def copy_of(self: DialogueStateTracker) -> DialogueStateTracker:
    """Return what Rasa's method returns: the same events in a deque of their own, the same state."""
    if self.active_loop or not _ends_after_an_action(self):
        return _as_rasa_wrote_it(self)
    copied = self.init_copy()
    copied.events.extend(self.events)
    copied.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
    copied.latest_action = dict(self.latest_action or {})
    copied.followup_action = None  # the last action cleared it
    for name in _STATE:
        setattr(copied, name, getattr(self, name))
    carry_over(self, copied)
    return copied


def _ends_after_an_action(tracker: DialogueStateTracker) -> bool:
    """Tell whether nothing since the last action says what comes next."""
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted):
            return True
        if isinstance(event, _REPLAYED):
            return False
    return False
