"""The audit log: every action of the staff that changes something, or shows what is masked, leaves a line."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from web.api.request_id import NONE, current_request_id
from web.review.models import AuditEntry


def record(
    who: AbstractBaseUser | AnonymousUser | None,
    action: str,
    thing: str = "",
    *,
    before: object = None,
    after: object = None,
) -> AuditEntry:
    """Add a line; `who` None: a command did it. Call it in the transaction of what it tells of.

    `action` is "kind.verb" (web/review/labels.py names each), `thing` "kind:key". `before` and `after` are
    what JSON can say, without any visitor's or note's words: those can be erased, a line cannot.
    """
    request_id = current_request_id()
    return AuditEntry.objects.create(
        who=_name(who),
        action=action,
        object=thing[:255],
        before=before,
        after=after,
        request_id="" if request_id == NONE else request_id,
    )


def _name(who: Any) -> str:
    return "" if who is None or not who.is_authenticated else str(who.get_username())
