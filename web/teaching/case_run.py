"""Regression cases held against the running assistant."""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from web.teaching.assistant import Answered, Running, conversation, running
from web.teaching.models import CaseResult, RegressionCase

UNANSWERED = ("none", "related")
PAUSE_SECONDS = 0.05  # between two questions: visitors' come first
Expects = RegressionCase.Expects


def live_cases() -> QuerySet[RegressionCase]:
    return RegressionCase.objects.filter(retired_at=None).select_related("proposal")


def broken_cases() -> QuerySet[RegressionCase]:
    """Those that held once and do so no more; what never held waits for its training or its index."""
    return live_cases().filter(holds=False, has_held=True)


def due_cases(now: Running) -> QuerySet[RegressionCase]:
    """Those not held against this index and model yet, or not since their curated question was taken up."""
    is_curated = Q(expects=Expects.PASSAGE)
    is_new = ~is_curated | ~Q(proposal__taken_up_at=None)
    is_stale = ~Q(checked_with=now.name) | Q(checked_at=None) | Q(checked_at__lt=F("proposal__taken_up_at"))
    return live_cases().filter(is_new & is_stale).order_by("pk")


def run_cases(
    cases: Iterable[RegressionCase], *, pause_seconds: float = PAUSE_SECONDS
) -> list[RegressionCase]:
    """Ask each case's question; return the cases, `holds` as it is now."""
    now = running()
    held = []
    for case in cases:
        with conversation() as opened:
            answered = opened.say(case.text)
        held.append(_note(case, now, answered))
        time.sleep(pause_seconds)
    return held


def case_holds(case: RegressionCase, answered: Answered) -> bool:
    """Whether an answer is what the case expects."""
    if case.expects == Expects.PASSAGE:
        return case.value in answered.passages
    if case.expects == Expects.INTENT:
        return answered.intent == case.value
    return answered.kind in UNANSWERED


def _note(case: RegressionCase, now: Running, answered: Answered) -> RegressionCase:
    holds = case_holds(case, answered)
    case.holds, case.checked_at, case.checked_with = holds, timezone.now(), now.name
    case.has_held = case.has_held or holds
    found = " ".join([answered.intent, answered.kind, *answered.passages])
    with transaction.atomic():
        RegressionCase.objects.filter(pk=case.pk).update(
            holds=holds, has_held=case.has_held, checked_at=case.checked_at, checked_with=now.name
        )
        latest = case.results.order_by("-pk").first()
        known = (now.index_version, now.model_id, holds, found)
        if latest is None or known != (latest.index_version, latest.model_id, latest.holds, latest.found):
            CaseResult.objects.create(
                case=case, index_version=now.index_version, model_id=now.model_id, holds=holds, found=found
            )
    return case
