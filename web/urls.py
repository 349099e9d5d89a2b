"""Every address: the chat's API, the pages of the site, what operators watch, and the staff's console."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path

from web import api as public
from web.operations.views import healthz, metrics, readyz
from web.review import errors as console
from web.review import is_of_the_console
from web.review.permissions import open_to_all
from web.site.views import page


@open_to_all
def to_the_console(request: HttpRequest) -> HttpResponseBase:
    return redirect("/review/")


urlpatterns = [
    path("api/chat/", include("web.chat.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("", page("home.html"), name="home"),
    path("en", page("home_en.html"), name="home-en"),
    path("embed", page("embed.html"), name="embed"),
    path("review", to_the_console),
    path("review/", include("web.review.urls")),
    path("review/teach/", include("web.teaching.urls")),
    path("review/sources/", include("web.sources.urls")),
]


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return public.bad_request(request, exception)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The console alone refuses anybody by their role."""
    return console.refused(request, exception)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_of_the_console(request.path):
        return console.not_found(request, exception)
    return public.not_found(request, exception)


def handler500(request: HttpRequest) -> HttpResponse:
    return public.server_error(request)
