"""Follow-ups: what a message refers to, resolved from what the conversation showed before it."""

from actions.follow_up.answers import answers_of
from actions.follow_up.choice import chosen
from actions.follow_up.failures import change_tack
from actions.follow_up.memory import Memory, remember
from actions.follow_up.naming import point_named
from actions.follow_up.resolution import Resolution
from actions.follow_up.resolve import resolve
from actions.follow_up.source import asks_for_source, cite

__all__ = [
    "Memory",
    "Resolution",
    "answers_of",
    "asks_for_source",
    "change_tack",
    "chosen",
    "cite",
    "point_named",
    "remember",
    "resolve",
]
