"""Regression cases: what each approved proposal promised, asked of the running assistant, and kept as files.

Made at approval, retired when it is undone. background.py asks them after each change of index or model. The
files have the form of the golden conversations (tests/conversations/README.md).
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from web.teaching.assistant import Answered, Running, conversation, running
from web.teaching.models import CaseResult, Proposal, RegressionCase
from web.teaching.published import write_whole

Expects = RegressionCase.Expects
EXPECTS = {
    Proposal.Kind.CURATED: Expects.PASSAGE,
    Proposal.Kind.TRAINING: Expects.INTENT,
    Proposal.Kind.OUT_OF_SCOPE: Expects.UNANSWERED,
}


def make_cases(proposal: Proposal) -> None:
    """Add a case for each wording of an approved proposal; what teaches nothing promises nothing."""
    expects = EXPECTS.get(Proposal.Kind(proposal.kind))
    if expects is None:
        return
    value = {Expects.PASSAGE: proposal.passage_id, Expects.INTENT: proposal.intent}.get(expects, "")
    RegressionCase.objects.bulk_create(
        RegressionCase(proposal=proposal, text=wording.text, expects=expects, value=value)
        for wording in proposal.wordings.order_by("place")
    )


def retire_cases(proposal: Proposal) -> None:
    """Hold nothing any longer to what is undone."""
    RegressionCase.objects.filter(proposal=proposal, retired_at=None).update(retired_at=timezone.now())


UNANSWERED = ("none", "related")
PAUSE_SECONDS = 0.05  # between two questions: visitors' come first


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


def cases_folder() -> Path:
    """Beside the published curated questions."""
    folder: Path = settings.DALEEL.curated.parent / "cases"
    return folder


def cases_stamp() -> tuple[object, ...]:
    """What changes when a case comes, is retired, or is erased."""
    counted = RegressionCase.objects.aggregate(
        last=Max("pk"), number=Count("pk"), retired=Count("retired_at"), retired_at=Max("retired_at")
    )
    return tuple(counted.values())


def export_cases(folder: Path | None = None) -> int:
    """Write a file for every live case and remove those of retired ones; return how many live."""
    folder = folder or cases_folder()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{case.proposal_id}-{case.pk}.yml": golden_form(case) for case in live_cases().iterator()}
    for path in folder.glob("*.yml"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)
    for name, text in wanted.items():
        content = text.encode()
        if not (folder / name).is_file() or (folder / name).read_bytes() != content:
            write_whole(folder / name, content)
    return len(wanted)


def golden_form(case: RegressionCase) -> str:
    """The case as a golden conversation of one turn."""
    turn: dict[str, Any] = {"user": case.text}
    if case.expects == Expects.PASSAGE:
        turn["passage"] = case.value
    elif case.expects == Expects.INTENT:
        turn["intent"] = case.value
    else:
        turn["kind"] = list(UNANSWERED)
    golden = {"conversation": f"Correction {case.proposal_id}, case {case.pk}", "turns": [turn]}
    return yaml.safe_dump(golden, allow_unicode=True, sort_keys=False, width=100)
