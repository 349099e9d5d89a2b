"""What is to be done about a theme, checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from arabic import MAX_TYPED_CHARACTERS, has_word, search_key, typed_form
from web.teaching.errors import TeachingError
from web.teaching.intents import intent_names
from web.teaching.models import Proposal

MOST_WORDINGS = 50
DISTANCES = ("near", "far")
TEACHES = (Proposal.Kind.CURATED, Proposal.Kind.TRAINING, Proposal.Kind.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Plan:
    """`passage_id`, `intent` and `distance` belong to curated, training and out_of_scope, in this order."""

    kind: str
    wordings: tuple[str, ...] = ()
    passage_id: str = ""
    intent: str = ""
    distance: str = ""
    note: str = ""


def checked(plan: Plan) -> Plan:
    """The plan with clean wordings, none twice, and nothing of another kind; TeachingError where it is not
    whole."""
    if plan.kind not in Proposal.Kind.values:
        raise TeachingError("unknown_kind", kind=plan.kind)
    is_curated, is_training = plan.kind == Proposal.Kind.CURATED, plan.kind == Proposal.Kind.TRAINING
    is_out = plan.kind == Proposal.Kind.OUT_OF_SCOPE
    if is_curated and not plan.passage_id:
        raise TeachingError("no_passage")
    if is_training and not plan.intent:
        raise TeachingError("no_intent")
    if is_training and (known := intent_names()) and plan.intent not in known:
        raise TeachingError("unknown_intent", intent=plan.intent)
    if is_out and plan.distance not in DISTANCES:
        raise TeachingError("no_distance")
    wordings = clean_wordings(plan.wordings) if plan.kind in TEACHES else ()
    if plan.kind in TEACHES and not wordings:
        raise TeachingError("no_wording")
    return replace(
        plan,
        wordings=wordings,
        passage_id=plan.passage_id if is_curated else "",
        intent=plan.intent if is_training else "",
        distance=plan.distance if is_out else "",
        note=typed_form(plan.note).strip()[:MAX_TYPED_CHARACTERS],
    )


def clean_wordings(texts: Iterable[str]) -> tuple[str, ...]:
    """One line each, without what nobody types, none that reads like another; TeachingError for one too
    long."""
    found: dict[str, str] = {}
    for text in texts:
        line = " ".join(typed_form(text).split())
        if len(line) > MAX_TYPED_CHARACTERS:
            raise TeachingError("wording_too_long", count=len(line), most=MAX_TYPED_CHARACTERS)
        if has_word(line) and (key := search_key(line)):
            found.setdefault(key, line)
    if len(found) > MOST_WORDINGS:
        raise TeachingError("too_many_wordings", count=len(found), most=MOST_WORDINGS)
    return tuple(found.values())
