"""What the corrections promised: holding, broken, or not yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from web.review.permissions import needs
from web.review.roles import REVIEWER
from web.teaching.case_run import broken_cases, live_cases
from web.teaching.views.page import page_of, show


@require_safe
@needs(REVIEWER)
def cases_page(request: HttpRequest) -> HttpResponse:
    """Broken ones first; `?state=broken` shows them alone."""
    cases = live_cases()
    holding = cases.filter(holds=True).count()
    broken = broken_cases().count()
    shown = broken_cases() if request.GET.get("state") == "broken" else cases
    ordered = shown.order_by("holds", "-has_held", "-pk").prefetch_related("results")
    counts = {"holding": holding, "broken": broken, "waiting": cases.count() - holding - broken}
    return show(request, "cases", {"page": page_of(request, ordered), **counts})
