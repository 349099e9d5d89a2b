"""Resolve a repeated question by the decision that staff approved for it before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from arabic import search_key
from web.teaching.models import Proposal, Question

Kind = Proposal.Kind
# These go on being refused, as they should. A curated question that is refused all the same stays open.
RESOLVED_BY_KIND = (Kind.OUT_OF_SCOPE, Kind.NEW_SOURCE, Kind.NOTHING)
BATCH = 500


def resolve_repeated(asked: Mapping[str, Sequence[int]]) -> int:
    """Give open questions to the approved decision about one that reads alike; return how many there were.

    `asked`: by search key, the ids of the questions that read so. A thumb down on what was only refused
    before is not resolved by it, and never what staff picked out.
    """
    still_open = Question.objects.filter(proposal=None).exclude(why=Question.Why.STAFF)
    unresolved = dict(still_open.values_list("event_id", "why"))
    found: defaultdict[int, list[int]] = defaultdict(list)
    for (key, why), proposal_id in _decided().items():
        found[proposal_id] += [each for each in asked.get(key, ()) if unresolved.get(each) == why]
    return sum(_give(proposal_id, ids) for proposal_id, ids in found.items() if ids)


def _decided() -> dict[tuple[str, str], int]:
    """The latest decision by what was asked, as a search key, and why that was collected."""
    decided = Question.objects.filter(
        proposal__state=Proposal.State.APPROVED, proposal__kind__in=RESOLVED_BY_KIND
    ).order_by("proposal_id")
    rows = decided.values_list("text", "why", "proposal_id")
    return {(search_key(text) or text, why): number for text, why, number in rows if number is not None}


def _give(proposal_id: int, ids: Sequence[int]) -> int:
    with transaction.atomic():
        stands = Proposal.objects.filter(pk=proposal_id, state=Proposal.State.APPROVED)
        if not stands.update(covered=F("covered")):  # locked: it is not undone meanwhile
            return 0
        given = sum(
            Question.objects.filter(pk__in=ids[start : start + BATCH], proposal=None).update(
                proposal=proposal_id
            )
            for start in range(0, len(ids), BATCH)
        )
        stands.update(covered=F("covered") + given)
    return given
