"""What the staff add to a conversation: tags, flags, notes, verdicts, whose it is, and that it was read.

Each function changes the tables and leaves its line in the audit log; call it in a transaction (needs() opens
one). Notes, reasons and visitors' words are never in that line: they can be erased, it cannot.
"""

from web.review.work.assigning import assign
from web.review.work.errors import WorkError
from web.review.work.flags import lower_flag, raise_flag
from web.review.work.judging import judge
from web.review.work.notes import write_note
from web.review.work.reading import mark_read, mark_unread
from web.review.work.tags import tag, untag
from web.review.work.target import Target, target_of

__all__ = [
    "Target",
    "WorkError",
    "assign",
    "judge",
    "lower_flag",
    "mark_read",
    "mark_unread",
    "raise_flag",
    "tag",
    "target_of",
    "untag",
    "write_note",
]
