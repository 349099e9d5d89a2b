"""The console's tables: what is projected from Rasa's log, and what the staff add to it."""

from web.review.models.assignment import Assignment
from web.review.models.audit_entry import AuditEntry
from web.review.models.conversation import Conversation
from web.review.models.erasure_receipt import ErasureReceipt
from web.review.models.flag import Flag
from web.review.models.message import Message
from web.review.models.message_answer import MessageAnswer
from web.review.models.note import Note
from web.review.models.profile import Profile
from web.review.models.projection_state import ProjectionState
from web.review.models.reviewed import Reviewed
from web.review.models.saved_filter import SavedFilter
from web.review.models.tag import Tag
from web.review.models.tagging import Tagging
from web.review.models.verdict import Verdict

__all__ = [
    "Assignment",
    "AuditEntry",
    "Conversation",
    "ErasureReceipt",
    "Flag",
    "Message",
    "MessageAnswer",
    "Note",
    "Profile",
    "ProjectionState",
    "Reviewed",
    "SavedFilter",
    "Tag",
    "Tagging",
    "Verdict",
]
