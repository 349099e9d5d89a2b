"""A page of the site: a template that needs to know nothing but where it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from web.api.views import Method

SAFE = ("GET", "HEAD")


def page(template: str) -> Method:
    """Return the view of a template in templates/site."""

    async def view(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        here = f"{request.scheme}://{request.get_host()}"
        response = render(request, f"site/{template}", {"here": here})
        response["Cache-Control"] = "no-cache"
        return response

    return view
