"""What speaks against approving a proposal: contradictions, and answers that other questions would lose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from web.environment import ROOT
from web.teaching import action_server, calibration, training
from web.teaching.errors import SpoiltError, TeachingError
from web.teaching.models import Proposal, RegressionCase, Wording
from web.teaching.training import intent_names

Kind = Proposal.Kind


def check(proposal: Proposal, *, answers_more: bool = False) -> None:
    """Raise TeachingError for what speaks against a proposal; SpoiltError with the questions that would lose
    their answers. With `answers_more` a question that had no answer so far may have this one."""
    if proposal.kind == Kind.CURATED:
        if not action_server.passages([proposal.passage_id]):
            raise TeachingError("passage_unknown", passage_id=proposal.passage_id)
        _check_doubles(proposal)
        _check_answers(proposal, answers_more=answers_more)
    elif proposal.kind == Kind.TRAINING:
        if (known := intent_names()) and proposal.intent not in known:
            raise TeachingError("unknown_intent", intent=proposal.intent)
        training.check_contradictions(proposal)
    elif proposal.kind == Kind.OUT_OF_SCOPE:
        _check_doubles(proposal)
        calibration.check_contradictions(proposal)


def _check_doubles(proposal: Proposal) -> None:
    """Refuse a wording for which another passage, or no answer, was approved."""
    approved = Wording.objects.filter(
        key__in=list(proposal.wordings.values_list("key", flat=True)),
        proposal__kind__in=(Kind.CURATED, Kind.OUT_OF_SCOPE),
        proposal__state=Proposal.State.APPROVED,
    ).exclude(proposal__passage_id=proposal.passage_id, proposal__distance=proposal.distance)
    if double := approved.select_related("proposal").first():
        raise TeachingError(
            "taught_elsewhere",
            text=double.text,
            passage_id=double.proposal.passage_id or double.proposal.distance,
            proposal=double.proposal_id,
        )


def _check_answers(proposal: Proposal, *, answers_more: bool = False) -> None:
    """Try the curated questions in the running index; UnreachableError where there is none."""
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


GOLDEN = ROOT / "tests" / "conversations"
UNANSWERED = ("none", "related")


def golden_cases(folder: Path = GOLDEN) -> Iterator[dict[str, Any]]:
    """Yield {"text", "passage_id"} of every opening turn that is answered from one passage, or from none.

    Later turns lean on earlier ones. None where the conversations are not installed.
    """
    for path in sorted(folder.rglob("*.yml")):
        golden = yaml.safe_load(path.read_text(encoding="utf-8"))
        turn = golden["turns"][0]
        if "user" in turn and (found := _expected(turn)) is not None:
            yield {"text": turn["user"], "passage_id": found or None}


def _expected(turn: dict[str, Any]) -> str | None:
    """The passage of a turn; empty where it is not answered, None where the turn does not say."""
    if isinstance(turn.get("passage"), str):
        return str(turn["passage"])
    return "" if turn.get("kind") in UNANSWERED else None
