"""Whose a conversation is. A reviewer takes one or gives up their own; a lead gives it to anybody."""

from __future__ import annotations

from django.contrib.auth.models import User

from web.review import audit, roles
from web.review.models import Assignment
from web.review.work.errors import WorkError
from web.review.work.target import Target

NOBODY = ""


def assign(by: User, target: Target, name: str) -> None:
    """Give a conversation to the member of that name; NOBODY takes it from whoever had it."""
    to = _member(name) if name else None
    current = Assignment.objects.filter(sender_id=target.sender_id, is_current=True).first()
    before = current.to if current is not None else None
    if before == to:
        return
    if not roles.allows(by, roles.LEAD) and not ({before, to} <= {None, by}):
        raise WorkError("not_yours", 403)
    Assignment.objects.filter(sender_id=target.sender_id, is_current=True).update(is_current=False)
    Assignment.objects.create(sender_id=target.sender_id, by=by, to=to)
    audit.record(
        by,
        "conversation.assigned",
        f"conversation:{target.sender_id}",
        before={"to": before.username if before else None},
        after={"to": to.username if to else None},
    )


def _member(name: str) -> User:
    """Somebody who can look after it: who can come in, and may."""
    user = User.objects.filter(username=name.replace("\0", ""), is_active=True).first()
    if user is None or not roles.role_of(user):
        raise WorkError("no_member")
    return user
