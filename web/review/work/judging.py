"""Verdicts: whether an answer was right. Each is kept; of each reviewer the newest counts."""

from __future__ import annotations

from django.contrib.auth.models import User

from web.review import audit
from web.review.models import Verdict
from web.review.work.errors import WorkError
from web.review.work.flags import MAX_REASON_CHARACTERS
from web.review.work.target import Target
from web.review.work.words import words


def judge(by: User, target: Target, judgement: str, reason: str = "") -> Verdict:
    """Judge a message's answer; the same verdict with the same reason again changes nothing."""
    if target.event_id is None:
        raise WorkError("gone", 404)
    if judgement not in Verdict.Judgement.values:
        raise WorkError("no_verdict")
    reason = words(reason, MAX_REASON_CHARACTERS)
    before = Verdict.objects.filter(event_id=target.event_id, by=by).order_by("-id").first()
    if before is not None and (before.judgement, before.reason) == (judgement, reason):
        return before
    verdict = Verdict.objects.create(
        by=by, sender_id=target.sender_id, event_id=target.event_id, judgement=judgement, reason=reason
    )
    audit.record(
        by,
        "message.judged",
        target.thing,
        before=None if before is None else _said(before),
        after=_said(verdict),
    )
    return verdict


def _said(verdict: Verdict) -> dict[str, object]:
    return {"verdict": str(verdict.judgement), "has_reason": bool(verdict.reason)}
