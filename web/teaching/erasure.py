"""What was asked is erased with the conversation that it was asked in."""

from __future__ import annotations

from typing import Any

from web.chat.erase import erased
from web.teaching.models import Difference, Question


def forget(sender: Any, sender_id: str, **others: Any) -> None:
    """Delete the questions of a conversation; what staff worded themselves is theirs and stays."""
    Question.objects.filter(sender_id=sender_id).delete()
    Difference.objects.filter(sender_id=sender_id).delete()


erased.connect(forget, dispatch_uid="teaching")
