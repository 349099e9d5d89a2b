"""Every address of the console's handler."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path

from web.review.needs import open_to_all


@open_to_all
def to_the_console(request: HttpRequest) -> HttpResponseBase:
    return redirect("/review/")


urlpatterns = [
    path("review", to_the_console),
    path("review/", include("web.review.urls")),
    path("review/teach/", include("web.teaching.urls")),
]

handler400 = "web.review.errors.bad_request"
handler403 = "web.review.errors.refused"
handler404 = "web.review.errors.not_found"
handler500 = "web.review.errors.failed"
