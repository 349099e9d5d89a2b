"""The chat's tables; what was said is not in them but in Rasa's log (tracker_event)."""

from web.chat.models.answer import Answer
from web.chat.models.erasure import Erasure
from web.chat.models.feedback import Feedback
from web.chat.models.session import Session
from web.chat.models.tracker_event import TrackerEvent
from web.chat.models.turn import Turn

__all__ = ["Answer", "Erasure", "Feedback", "Session", "TrackerEvent", "Turn"]
