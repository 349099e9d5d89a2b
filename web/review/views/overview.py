"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from web.review import roles
from web.review.needs import needs


@require_safe
@needs(roles.REVIEWER)
def overview_page(request: HttpRequest) -> HttpResponse:
    return render(request, "review/overview.html")
