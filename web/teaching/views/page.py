"""What every page of teaching shows around its own content, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.review.labels import ROLES
from web.teaching.case_run import broken_cases
from web.teaching.errors import TeachingError
from web.teaching.labels import ERRORS
from web.teaching.models import Proposal

PER_PAGE = 30


def show(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a page with the parts' navigation, each part with what waits in it."""
    counts = {
        "waiting_count": Proposal.objects.filter(state=Proposal.State.PROPOSED).count(),
        "broken_count": broken_cases().count(),
    }
    return render(request, f"teaching/{template}.html", {**counts, **(context or {})}, status=status)


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], per_page: int = PER_PAGE) -> Page[Any]:
    """The page that the address asks for; the nearest where there is none of that number."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def tell(request: HttpRequest, error: TeachingError) -> None:
    """Tell on the next page why something was not done."""
    messages.error(request, sentence(error))


def sentence(error: TeachingError) -> str:
    """A refusal in words."""
    values = dict(error.values)
    if error.code == "not_allowed":
        values["role"] = ROLES[values["role"]]
    return str(ERRORS[error.code]).format(**values)
