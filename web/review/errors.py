"""Refusals and failures of the console, as pages; where htmx asked, the whole page goes to the sign-in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from web.review.permissions import SAFE


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to sign in, and back to where they were going."""
    wanted = request.get_full_path() if request.method in SAFE else ""
    is_partial = request.headers.get("HX-Request") == "true"
    if is_partial:
        wanted = request.headers.get("HX-Current-URL", "")
    address = reverse("review:sign-in") + (f"?{urlencode({'next': wanted})}" if wanted else "")
    if is_partial:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    sentence = _("This page is for another role. If you need it, ask an administrator.")
    return _page(request, _("Not yours to do"), sentence, 403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without this session's token (CSRF)."""
    sentence = _("Your session may have ended, or the page was open too long. Go back, reload, try again.")
    return _page(request, _("The form was refused"), sentence, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    sentence = _("What was here may have been erased, or the address is not quite right.")
    return _page(request, _("Nothing is here"), sentence, 404)


def _page(request: HttpRequest, title: str, sentence: str, status: int) -> HttpResponse:
    return render(request, "review/error.html", {"title": title, "sentence": sentence}, status=status)
