"""Regression cases: what each approved correction promised."""

from __future__ import annotations

from django.utils import timezone

from web.teaching.models import Proposal, RegressionCase

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
