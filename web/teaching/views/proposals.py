"""Proposals: those that wait, those that were approved, and one with its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from web.review.permissions import StaffRequest, needs
from web.review.roles import LEAD, REVIEWER
from web.teaching import action_server
from web.teaching.errors import SpoiltError, TeachingError, UnreachableError, sentence
from web.teaching.models import Proposal
from web.teaching.views.page import page_of, show, tell
from web.teaching.workflow import approve, refuse, undo

MOST_NOTE = 300
State = Proposal.State


@require_safe
@needs(REVIEWER)
def waiting_page(request: StaffRequest) -> HttpResponse:
    return _listed(request, "waiting", State.PROPOSED, "pk")


@require_safe
@needs(REVIEWER)
def approved_page(request: StaffRequest) -> HttpResponse:
    return _listed(request, "approved", State.APPROVED, "-approved_at")


@require_safe
@needs(REVIEWER)
def proposal_page(request: StaffRequest, proposal_id: int) -> HttpResponse:
    return shown(request, proposal_id)


@require_POST
@needs(LEAD, atomic=False)
def approve_page(request: StaffRequest, proposal_id: int) -> HttpResponse:
    return approved(request, proposal_id)


@require_POST
@needs(LEAD, atomic=False)
def refuse_page(request: StaffRequest, proposal_id: int) -> HttpResponse:
    try:
        refuse(request.user, proposal_id, _note(request))
        messages.success(request, _("Refused; its questions are open again."))
    except TeachingError as error:
        tell(request, error)
    return _back(proposal_id)


@require_POST
@needs(REVIEWER, atomic=False)
def undo_page(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """A reviewer takes back what is their own and still waits, a lead whatever there is."""
    try:
        undo(request.user, proposal_id, _note(request))
        messages.success(request, _("Undone; its questions are open again."))
    except TeachingError as error:
        tell(request, error)
    return _back(proposal_id)


def approved(request: StaffRequest, proposal_id: int) -> HttpResponse:
    """Approve and say so; where it would spoil something, the proposal's page shows what."""
    address = reverse("teach:proposal", args=[proposal_id])
    try:
        proposal = approve(
            request.user,
            proposal_id,
            request.POST.get("decision", "")[:MOST_NOTE],
            answers_more=request.POST.get("answers_more") == "yes",
        )
    except SpoiltError as error:
        return shown(request, proposal_id, {"spoilt": error, "why": sentence(error)}, status=409)
    except TeachingError as error:
        tell(request, error)
        return HttpResponseRedirect(address)
    is_live = proposal.kind == Proposal.Kind.CURATED
    done = _("Approved; the index takes it up within moments.") if is_live else _("Approved.")
    messages.success(request, done)
    return HttpResponseRedirect(address)


def shown(
    request: StaffRequest, proposal_id: int, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """One proposal; `more` is why it was not approved."""
    proposal = get_object_or_404(Proposal.objects.select_related("by", "decided_by", "theme"), pk=proposal_id)
    context = {
        "proposal": proposal,
        "passage": _passages([proposal]).get(proposal.passage_id),
        "wordings": proposal.wordings.order_by("place"),
        "steps": proposal.steps.select_related("by").order_by("pk"),
        "cases": proposal.cases.order_by("pk"),
        "questions": proposal.questions.order_by("-at")[:20],
        "is_mine": proposal.by_id == request.user.pk,
        **(more or {}),
    }
    return show(request, "proposal", context, status)


def _listed(request: StaffRequest, what: str, state: State, order: str) -> HttpResponse:
    found = Proposal.objects.filter(state=state).select_related("by", "decided_by").order_by(order)
    page = page_of(request, found.prefetch_related("wordings"))
    proposals = list(page.object_list)
    context = {"page": page, "proposals": proposals, "passages": _passages(proposals), "what": what}
    return show(request, "proposals", context)


def _passages(proposals: list[Proposal]) -> dict[str, action_server.Passage]:
    """The passages that they name, as far as the index can say now."""
    wanted = {proposal.passage_id for proposal in proposals if proposal.passage_id}
    try:
        return action_server.passages(wanted) if wanted else {}
    except UnreachableError:
        return {}


def _note(request: StaffRequest) -> str:
    return request.POST.get("decision", "").replace("\0", "")[:MOST_NOTE]


def _back(proposal_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("teach:proposal", args=[proposal_id]))
