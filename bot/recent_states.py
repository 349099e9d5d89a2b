"""What RulePolicy compares its rules with: as much of the conversation's end as the longest rule is long.

Rasa replays the whole conversation, twice for each prediction, into a list of states of which a rule is
held against the last few. Here the last few turns alone are replayed. The states are the same ones, as long
as nothing older can shine through: a slot that influences the conversation or a form's loop would, and then
it is left to Rasa.
"""

import json
from typing import Any

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.applied_events import has_loops
from bot.rasa_version import require_supported_rasa

LONGEST = "_longest_rule"

_as_rasa_wrote_it = RulePolicy._prediction_states


def install_recent_states() -> None:
    """Replace how every RulePolicy of this process reads; BotError if Rasa is another version."""
    require_supported_rasa()
    RulePolicy._prediction_states = prediction_states


def prediction_states(
    self: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool = False,
    rule_only_data: dict[str, Any] | None = None,
) -> list[State]:
    """Return the end of what Rasa's method returns: more states than any rule has, or all there are."""
    read, skipped = recent_turns(tracker, longest_rule(self) + 1)
    states: list[State] = _as_rasa_wrote_it(self, read, domain, use_text_for_last_user_input, rule_only_data)
    return states[skipped:]


def longest_rule(policy: RulePolicy) -> int:
    """Return how many states the longest rule of a trained policy has; counted once for a set of rules."""
    lookup = policy.lookup
    counted: tuple[Any, int] | None = policy.__dict__.get(LONGEST)
    if counted is None or counted[0] is not lookup:
        keys = [*lookup.get(RULES, ()), *lookup.get(RULES_FOR_LOOP_UNHAPPY_PATH, ())]
        counted = (lookup, max((len(json.loads(key)) for key in keys), default=0))
        policy.__dict__[LONGEST] = counted
    return counted[1]


def recent_turns(tracker: DialogueStateTracker, min_states: int) -> tuple[DialogueStateTracker, int]:
    """Return a tracker of the last turns and how many of its first states are not the conversation's.

    The rest are at least `min_states`. It is the tracker itself, and 0, where Rasa must read all of it.
    """
    if tracker.active_loop or any(slot.has_features() for slot in tracker.slots.values()):
        return tracker, 0
    events = tracker.applied_events()
    start = _start(events, min_states)
    if start == 0 or has_loops(tracker):
        return tracker, 0
    recent = tracker.init_copy()
    recent.events.extend(events[start:])
    return recent, 1  # the state before the first listening


def _start(events: list[Event], min_states: int) -> int:
    """Return the place of the last listening for an utterance after which so many states follow, or 0.

    A state stands before each action and at the end; the one before this listening knows nothing.
    """
    states, heard = 1, False
    for place in range(len(events) - 1, -1, -1):
        event = events[place]
        if isinstance(event, UserUttered):
            heard = True
        elif isinstance(event, ActionExecuted):
            if states >= min_states and heard and event.action_name == ACTION_LISTEN_NAME:
                return place
            states, heard = states + 1, False
    return 0
