"""Follow-ups: what a message refers to, resolved from what the conversation showed before it."""

from actions.follow_up.answers import answers_of
from actions.follow_up.failures import change_tack
from actions.follow_up.memory import Memory, remember
from actions.follow_up.resolution import Resolution
from actions.follow_up.resolve import resolve

__all__ = ["Memory", "Resolution", "answers_of", "change_tack", "remember", "resolve"]
