"""/healthz (this process is alive), /readyz (whoever asks now gets an answer) and /metrics."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from web.api.views import json_response
from web.operations.metrics import EXPOSITION_TYPE, exposition
from web.operations.readiness import READINESS


async def healthz(request: HttpRequest) -> HttpResponse:
    return json_response({"status": "ok"})


async def readyz(request: HttpRequest) -> HttpResponse:
    found = await READINESS.found()
    response = json_response(found.body(), 200 if found.is_ready else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # django.request: each 5xx; here, the change is
    return response


# Whatever came through a proxy carries one of them: the caller is not on this machine.
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")
REFUSAL = "/metrics answers callers on this machine; from elsewhere, set DALEEL_METRICS_TOKEN and send it\n"


async def metrics(request: HttpRequest) -> HttpResponse:
    if not _may_read(request):
        return HttpResponse(REFUSAL, status=403, content_type="text/plain; charset=utf-8")
    return HttpResponse(exposition(), content_type=EXPOSITION_TYPE, headers={"Cache-Control": "no-store"})


def _may_read(request: HttpRequest) -> bool:
    """Who has the token; where none is set, who calls from this machine without a proxy between."""
    if token := settings.DALEEL.metrics_token:
        given = request.META.get("HTTP_AUTHORIZATION", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    return not any(name in request.META for name in FORWARDED) and _is_loopback(
        request.META.get("REMOTE_ADDR", "")
    )


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
