"""Whether a proposal's curated questions would take other questions away from their answers."""

from __future__ import annotations

from typing import Any

from web.teaching import action_server
from web.teaching.errors import SpoiltError
from web.teaching.golden import golden_cases
from web.teaching.models import Proposal, RegressionCase


def check_spoils(proposal: Proposal, *, answers_more: bool = False) -> None:
    """Return where nothing would be spoilt; SpoiltError with the questions, UnreachableError without an
    index.

    With `answers_more` a question that had no answer so far may have this one.
    """
    spoilt = action_server.spoilt_by(curated_of(proposal), [*golden_cases(), *_promised(proposal)])
    if spoilt and not (answers_more and all(each.expected is None for each in spoilt)):
        raise SpoiltError(spoilt)


def curated_of(proposal: Proposal) -> list[dict[str, str]]:
    """The proposal's questions as they would be published."""
    return [
        {"id": wording.public_id, "passage_id": proposal.passage_id, "text": wording.text}
        for wording in proposal.wordings.order_by("place")
    ]


def _promised(proposal: Proposal) -> list[dict[str, Any]]:
    """What earlier corrections promised of the search."""
    live = RegressionCase.objects.filter(retired_at=None).exclude(proposal=proposal)
    searched = live.exclude(expects=RegressionCase.Expects.INTENT)
    return [
        {"text": text, "passage_id": value or None} for text, value in searched.values_list("text", "value")
    ]
