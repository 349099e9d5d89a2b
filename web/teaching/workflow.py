"""Proposals from state to state: each step once, by one person, with its history.

Whatever two people do at once, one of them is first: a question is taken for one proposal, and a proposal
leaves a state, by one conditional UPDATE each. The other is told who was.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from arabic import search_key
from web.review import audit
from web.review.roles import LEAD, REVIEWER, allows
from web.teaching.cases import make_cases, retire_cases
from web.teaching.conflicts import check
from web.teaching.errors import TeachingError
from web.teaching.models import CuratedSet, Proposal, Question, Step, Theme, Wording
from web.teaching.plan import Plan, checked

State = Proposal.State
TRIES = 3  # of an approval whose check grew old meanwhile


def propose(user: User, theme: Theme | None, event_ids: Collection[int], plan: Plan) -> Proposal:
    """Propose a plan for these questions of a theme; TeachingError where one of them is taken already."""
    _require(user, REVIEWER)
    plan = checked(plan)
    with transaction.atomic():
        known = Question.objects.filter(pk__in=event_ids)
        # Locked in one order, whoever comes: of two at once the other waits, and then sees them taken.
        count = len(known.select_for_update().order_by("pk").values_list("pk", flat=True))
        if not count:
            raise TeachingError("no_questions")
        proposal = Proposal.objects.create(
            kind=plan.kind,
            theme=theme,
            theme_name=theme.name if theme else known.order_by("pk")[0].text,
            passage_id=plan.passage_id,
            intent=plan.intent,
            distance=plan.distance,
            note=plan.note,
            covered=count,
            by=user,
        )
        if known.filter(proposal=None).update(proposal=proposal) != count:
            raise _taken(event_ids, proposal)
        Wording.objects.bulk_create(
            Wording(proposal=proposal, place=place, text=text, key=search_key(text))
            for place, text in enumerate(plan.wordings, start=1)
        )
        _note(proposal, user, "proposed", plan.note)
    return proposal


def approve(user: User, proposal_id: int, note: str = "", *, answers_more: bool = False) -> Proposal:
    """Approve what is proposed. SpoiltError where its curated questions would spoil others' answers.

    With `answers_more` the lead has seen which questions without an answer would have this one.
    """
    _require(user, LEAD)
    for _ in range(TRIES):
        proposal, version = _get(proposal_id), curated_version()
        if proposal.state != State.PROPOSED:
            raise _decided(proposal)
        check(proposal, answers_more=answers_more)
        with transaction.atomic():
            if proposal.kind == Proposal.Kind.CURATED and not advance(version):
                continue  # another approval came between: what was checked is not what would be live
            _move(proposal, State.PROPOSED, State.APPROVED, user, note, answers_more=answers_more)
            make_cases(proposal)
            return proposal
    raise TeachingError("busy")


def refuse(user: User, proposal_id: int, note: str = "") -> Proposal:
    """Refuse what is proposed; its questions are open again."""
    _require(user, LEAD)
    proposal = _get(proposal_id)
    with transaction.atomic():
        _move(proposal, State.PROPOSED, State.REFUSED, user, note)
        _release(proposal)
    return proposal


def undo(user: User, proposal_id: int, note: str = "") -> Proposal:
    """Take back a proposal (whoever proposed it, or a lead) or an approval (a lead)."""
    _require(user, REVIEWER)
    proposal = _get(proposal_id)
    if proposal.state == State.APPROVED or proposal.by_id != user.pk:
        _require(user, LEAD)
    if proposal.state not in (State.PROPOSED, State.APPROVED):
        raise _decided(proposal)
    with transaction.atomic():
        if was_live := proposal.state == State.APPROVED:
            advance(None)  # first, as an approval does: two that wait for each other would wait for ever
        _move(proposal, State(proposal.state), State.UNDONE, user, note)
        _release(proposal)
        if was_live:
            retire_cases(proposal)
    return proposal


def entering(kind: Proposal.Kind) -> list[int]:
    """The ids of what is approved of a kind and has not been noted to stand in the project's own files."""
    waiting = Proposal.objects.filter(kind=kind, state=State.APPROVED, taken_up_at=None)
    return list(waiting.values_list("pk", flat=True))


def note_entered(ids: Collection[int]) -> None:
    """Note that these, read by `entering` before the files were written, stand in them from now on."""
    Proposal.objects.filter(pk__in=ids, state=State.APPROVED).update(taken_up_at=timezone.now())


def curated_version() -> int:
    """The version of the set of approved curated questions."""
    return CuratedSet.objects.get_or_create(pk=1)[0].version


def advance(version: int | None) -> bool:
    """Go on to the next version of the set; False where it is no longer this one (None: whichever it is)."""
    CuratedSet.objects.get_or_create(pk=1)
    rows = CuratedSet.objects.filter(pk=1)
    if version is not None:
        rows = rows.filter(version=version)
    return bool(rows.update(version=F("version") + 1))


def _move(
    proposal: Proposal, from_state: State, to_state: State, user: User, note: str, **more: bool
) -> None:
    """Change the state where it is still the one that was read, with its history; `more` is for the audit."""
    changes: dict[str, Any] = {
        "state": to_state,
        "decided_by": user,
        "decided_at": timezone.now(),
        "taken_up_at": None,
        "trouble": "",
    }
    if to_state == State.APPROVED:
        changes["approved_at"] = changes["decided_at"]
    if not Proposal.objects.filter(pk=proposal.pk, state=from_state).update(**changes):
        raise _decided(_get(proposal.pk))
    for name, value in changes.items():
        setattr(proposal, name, value)
    _note(proposal, user, to_state.value, note, before=from_state.value, **more)


def _note(proposal: Proposal, user: User, action: str, note: str, before: str = "", **more: bool) -> None:
    Step.objects.create(proposal=proposal, state=proposal.state, by=user, note=note)
    audit.record(
        user,
        f"teaching.{action}",
        f"proposal:{proposal.pk}",
        before={"state": before} if before else None,
        after={
            **described(proposal),
            "wordings": proposal.wordings.count(),
            **{name: value for name, value in more.items() if value},
        },
    )


def described(proposal: Proposal) -> dict[str, Any]:
    """A proposal without anybody's words, as the audit log and the command line say it."""
    named = {"passage_id": proposal.passage_id, "intent": proposal.intent, "distance": proposal.distance}
    return {
        "id": proposal.pk,
        "kind": proposal.kind,
        "state": proposal.state,
        **{name: value for name, value in named.items() if value},
        "covered": proposal.covered,
    }


def _release(proposal: Proposal) -> None:
    Question.objects.filter(proposal=proposal).update(proposal=None)


def _get(proposal_id: int) -> Proposal:
    try:
        return Proposal.objects.select_related("by", "decided_by").get(pk=proposal_id)
    except Proposal.DoesNotExist:
        raise TeachingError("no_proposal", proposal=proposal_id) from None


def _taken(event_ids: Collection[int], ours: Proposal) -> TeachingError:
    """Who was first, at these questions."""
    others = Proposal.objects.filter(questions__in=event_ids).exclude(pk=ours.pk).select_related("by")
    first = others.order_by("pk").first()
    if first is None:
        return TeachingError("busy")
    return TeachingError("taken", who=first.by.get_username(), proposal=first.pk)


def _decided(proposal: Proposal) -> TeachingError:
    who = proposal.decided_by.get_username() if proposal.decided_by else ""
    return TeachingError(f"already_{proposal.state}", who=who, proposal=proposal.pk)


def _require(user: User, role: str) -> None:
    if not allows(user, role):
        raise TeachingError("not_allowed", role=role)
