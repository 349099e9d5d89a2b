"""Taught questions whose passage has another id now: a source's new version stands in the old one's place."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from web.review import audit
from web.teaching.models import Proposal, RegressionCase
from web.teaching.workflow import advance


@transaction.atomic
def move_passages(moves: Mapping[str, str]) -> int:
    """Let what is taught about a passage be about another, by ids; return how many proposals that were.

    All at once: an id that is both left and taken is no matter.
    """
    moved = 0
    found = list(Proposal.objects.filter(kind=Proposal.Kind.CURATED, passage_id__in=moves))
    if not found:
        return 0
    advance(None)
    cases = {case.pk: moves[case.value] for case in RegressionCase.objects.filter(value__in=moves)}
    for proposal in found:
        before, after = proposal.passage_id, moves[proposal.passage_id]
        Proposal.objects.filter(pk=proposal.pk).update(passage_id=after, taken_up_at=None)
        audit.record(
            None,
            "teaching.moved",
            f"proposal:{proposal.pk}",
            before={"passage_id": before},
            after={"passage_id": after},
        )
        moved += 1
    for case_id, value in cases.items():
        RegressionCase.objects.filter(pk=case_id).update(value=value, checked_at=None, checked_with="")
    return moved
