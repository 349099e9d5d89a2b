"""Whether somebody sees a conversation unmasked: a lead, for a while, and the audit log keeps the reason."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest

from arabic.private import mask
from web.review import audit, roles
from web.review.work import WorkError, words

UNMASKED = "unmasked"  # in the session: when each conversation's mask comes back, in seconds since 1970
MINUTES = 15
MIN_REASON_CHARACTERS, MAX_REASON_CHARACTERS = 5, 300


@dataclass(frozen=True, slots=True)
class Veil:
    """Turns a text into what the viewer may see of it."""

    is_down: bool
    do_not_call_in_templates = True  # Django would, without a text

    def __call__(self, text: str) -> str:
        return mask(text) if self.is_down else text


def show_for(request: HttpRequest, sender_id: str) -> Veil:
    """Return the veil over this conversation for the viewer."""
    return Veil(unmasked_until(request, sender_id) is None)


def unmasked_until(request: HttpRequest, sender_id: str) -> datetime | None:
    """Until when the viewer sees this conversation unmasked; None for masked."""
    until = request.session.get(UNMASKED, {}).get(sender_id)
    if not isinstance(until, int | float) or until <= time.time():
        return None
    return datetime.fromtimestamp(until, UTC) if roles.allows(request.user, roles.LEAD) else None


def unmask(request: HttpRequest, sender_id: str, reason: str) -> None:
    """Let the viewer see this conversation unmasked for MINUTES; WorkError where no reason is given."""
    reason = words(reason, MAX_REASON_CHARACTERS, empty="no_reason", one_line=True)
    if len(reason) < MIN_REASON_CHARACTERS:
        raise WorkError("no_reason")
    now = time.time()
    lasting = {name: until for name, until in request.session.get(UNMASKED, {}).items() if until > now}
    request.session[UNMASKED] = {**lasting, sender_id: now + MINUTES * 60}
    audit.record(
        request.user,
        "conversation.unmasked",
        f"conversation:{sender_id}",
        after={"reason": reason, "minutes": MINUTES},
    )


def mask_again(request: HttpRequest, sender_id: str) -> None:
    """Put the mask back before its time."""
    kept = dict(request.session.get(UNMASKED, {}))
    if kept.pop(sender_id, None) is not None:
        request.session[UNMASKED] = kept
        audit.record(request.user, "conversation.masked", f"conversation:{sender_id}")
