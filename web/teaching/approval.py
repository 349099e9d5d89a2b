"""What must hold before a proposal may be approved."""

from __future__ import annotations

from web.teaching import action_server, calibration, training
from web.teaching.errors import TeachingError
from web.teaching.intents import intent_names
from web.teaching.models import Proposal, Wording
from web.teaching.spoils import check_spoils

Kind = Proposal.Kind


def check(proposal: Proposal, *, answers_more: bool = False) -> None:
    """Return where nothing speaks against it; TeachingError says what does, SpoiltError with the
    questions (see check_spoils for `answers_more`)."""
    if proposal.kind == Kind.CURATED:
        if proposal.passage_id not in action_server.passages():
            raise TeachingError("passage_unknown", passage_id=proposal.passage_id)
        _check_doubles(proposal)
        check_spoils(proposal, answers_more=answers_more)
    elif proposal.kind == Kind.TRAINING:
        if (known := intent_names()) and proposal.intent not in known:
            raise TeachingError("unknown_intent", intent=proposal.intent)
        training.check_contradictions(proposal)
    elif proposal.kind == Kind.OUT_OF_SCOPE:
        _check_doubles(proposal)
        calibration.check_contradictions(proposal)


def _check_doubles(proposal: Proposal) -> None:
    """Refuse a wording for which another passage, or no answer, was approved."""
    taught = Wording.objects.filter(
        key__in=list(proposal.wordings.values_list("key", flat=True)),
        proposal__kind__in=(Kind.CURATED, Kind.OUT_OF_SCOPE),
        proposal__state=Proposal.State.APPROVED,
    ).exclude(proposal__passage_id=proposal.passage_id, proposal__distance=proposal.distance)
    if double := taught.select_related("proposal").first():
        raise TeachingError(
            "taught_elsewhere",
            text=double.text,
            passage_id=double.proposal.passage_id or double.proposal.distance,
            proposal=double.proposal_id,
        )
