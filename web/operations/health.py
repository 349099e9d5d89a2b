"""/healthz (this process is alive) and /readyz (whoever asks now gets an answer)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from web.api.views import json_response
from web.operations.readiness import READINESS


async def healthz(request: HttpRequest) -> HttpResponse:
    return json_response({"status": "ok"})


async def readyz(request: HttpRequest) -> HttpResponse:
    found = await READINESS.found()
    response = json_response(found.body(), 200 if found.is_ready else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # django.request: each 5xx; here, the change is
    return response
