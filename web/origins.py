"""Which names we are reached by, and which sites' pages may talk to the API (CORS)."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import async_only_middleware

from web.api.errors import API_PREFIX, ApiError, bad_request
from web.api.request_id import HEADER as REQUEST_ID
from web.api.request_id import Respond
from web.headers import RESOURCE_POLICY
from web.operations.metrics import record_refusal

BY_ANY_NAME = frozenset({"/healthz", "/readyz", "/metrics"})  # probes ask a machine's address
ALLOW_ORIGIN = "Access-Control-Allow-Origin"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "7200",  # the longest that Chromium keeps it
}
EXPOSED = f"{REQUEST_ID}, Retry-After, Content-Disposition"


def is_allowed(origin: str, scheme: str, host: str) -> bool:
    """Whether pages of an origin may use us: our own, or one of DALEEL_ORIGINS."""
    return origin == f"{scheme}://{host}".lower() or origin in settings.DALEEL.origins


@async_only_middleware
def origins_middleware(respond: Respond) -> Respond:
    """Refuse a host that is not ours; under /api/, refuse a foreign origin and answer for an allowed one."""

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path in BY_ANY_NAME:
            return await respond(request)
        try:
            host = request.get_host()
        except DisallowedHost as error:
            return bad_request(request, error)
        if not request.path.startswith(API_PREFIX):
            return await respond(request)
        response = await _answer(respond, request, host)
        patch_vary_headers(response, ["Origin"])
        return response

    return middleware


async def _answer(respond: Respond, request: HttpRequest, host: str) -> HttpResponseBase:
    origin = request.META.get("HTTP_ORIGIN")
    if origin is None:  # no page of another site: a browser would have said so
        return await respond(request)
    if not is_allowed(origin, request.scheme or "http", host):
        record_refusal("origin_not_allowed")
        response = ApiError("origin_not_allowed", 403).response()
        response.headers[ALLOW_ORIGIN] = (
            "*"  # the refusal itself: a page that cannot read it takes us for gone
        )
        return response
    if request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META:
        answer: HttpResponseBase = HttpResponse(status=204, headers=PREFLIGHT)
    else:
        answer = await respond(request)
        answer.headers["Access-Control-Expose-Headers"] = EXPOSED
    answer.headers[ALLOW_ORIGIN] = origin
    answer.headers[RESOURCE_POLICY] = "cross-origin"
    return answer
