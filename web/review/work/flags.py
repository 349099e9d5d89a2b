"""Flags: someone should look at this."""

from __future__ import annotations

from django.contrib.auth.models import User

from web.review import audit
from web.review.models import Flag
from web.review.work.errors import WorkError
from web.review.work.target import Target
from web.review.work.words import words

MAX_REASON_CHARACTERS = 500


def raise_flag(by: User, target: Target, reason: str) -> Flag:
    """Raise a flag, with or without a reason; one that stands is given the new reason."""
    reason = words(reason, MAX_REASON_CHARACTERS)
    flag, is_new = Flag.objects.get_or_create(
        sender_id=target.sender_id, event_id=target.event_id, defaults={"by": by, "reason": reason}
    )
    if is_new:
        audit.record(by, "flag.raised", target.thing)
    elif reason and reason != flag.reason:
        flag.reason, flag.by = reason, by
        flag.save(update_fields=["reason", "by"])
        audit.record(by, "flag.reasoned", target.thing)
    return flag


def lower_flag(by: User, flag_id: int) -> Target:
    """Lower a flag and return what it stood on."""
    flag = Flag.objects.filter(pk=flag_id).first()
    if flag is None:
        raise WorkError("gone", 404)
    target = Target(flag.sender_id, flag.event_id)
    raised_by = flag.by.get_username()
    flag.delete()
    audit.record(by, "flag.lowered", target.thing, before={"by": raised_by})
    return target
