"""What another index or model changed, question by question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from web.review import audit
from web.review.permissions import StaffRequest, needs
from web.review.roles import LEAD, REVIEWER
from web.teaching.assistant import running
from web.teaching.errors import TeachingError
from web.teaching.models import Difference, Replay
from web.teaching.replaying import begin, latest
from web.teaching.views.page import page_of, show, tell

RUNS = 20
Verdict = Difference.Verdict


@require_safe
@needs(REVIEWER)
def changes_page(request: StaffRequest, replay_id: int | None = None) -> HttpResponse:
    """One replay's differences, those that nobody has judged first; the latest's unless one is named."""
    replay = latest() if replay_id is None else get_object_or_404(Replay, pk=replay_id)
    context: dict[str, Any] = {"replay": replay, "replays": Replay.objects.order_by("-pk")[:RUNS]}
    if replay is not None:
        found = replay.differences.select_related("by").order_by("verdict", "event_id")
        wished = request.GET.get("verdict", "")
        if wished in Verdict.values:
            found = found.filter(verdict=wished)
        context |= {"page": page_of(request, found), "differences": replay.differences.count()}
    return show(request, "changes", context)


@require_POST
@needs(REVIEWER)
def judge_page(request: StaffRequest, difference_id: int) -> HttpResponse:
    """Accept a change, or question it."""
    difference = get_object_or_404(Difference.objects.select_for_update(), pk=difference_id)
    verdict = request.POST.get("verdict", "")
    if verdict in Verdict.values and verdict != difference.verdict:
        before, difference.verdict = difference.verdict, verdict
        difference.by, difference.at = request.user, timezone.now()
        difference.save(update_fields=["verdict", "by", "at"])
        audit.record(
            request.user,
            "teaching.judged",
            f"difference:{difference.pk}",
            before={"verdict": before},
            after={"verdict": verdict},
        )
    if request.headers.get("HX-Request") == "true":
        return show(request, "difference", {"each": difference})
    return HttpResponseRedirect(reverse("teach:replay", args=[difference.replay_id]))


@require_POST
@needs(LEAD)
def replay_page(request: StaffRequest) -> HttpResponse:
    """Ask for a replay now; the caretaker goes on with it."""
    try:
        replay = begin(running())
    except TeachingError as error:
        tell(request, error)
        return HttpResponseRedirect(reverse("teach:changes"))
    audit.record(request.user, "teaching.replayed", f"replay:{replay.pk}")
    messages.success(request, _("They are being asked again; what changed shows here by and by."))
    return HttpResponseRedirect(reverse("teach:changes"))
