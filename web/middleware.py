"""What every request passes, beside Django's own (settings.MIDDLEWARE): its id, headers, who may ask.

All of it is asynchronous: a synchronous middleware would hold a thread for as long as a visitor waits.
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import async_only_middleware

from web.api.errors import API_PREFIX, ApiError, bad_request
from web.api.request_id import HEADER as REQUEST_ID
from web.api.request_id import answering
from web.operations.metrics import record_refusal
from web.review import is_of_the_console

Respond = Callable[[HttpRequest], Awaitable[HttpResponseBase]]

BODILESS = (204, 304)
BY_ANY_NAME = frozenset({"/healthz", "/readyz", "/metrics"})  # probes ask a machine's address
RESOURCE_POLICY = "Cross-Origin-Resource-Policy"
ALLOW_ORIGIN = "Access-Control-Allow-Origin"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "7200",  # the longest that Chromium keeps it
}
EXPOSED = f"{REQUEST_ID}, Retry-After, Content-Disposition"


@async_only_middleware
def request_id_middleware(respond: Respond) -> Respond:
    """Give the request an id of ours: one from outside could be made to look like another's.

    It is on the response, in log lines, in errors and in the audit log.
    """

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        request_id = uuid.uuid4().hex
        with answering(request_id):
            response = await respond(request)
        response.headers[REQUEST_ID] = request_id
        return response

    return middleware


@async_only_middleware
def headers_middleware(respond: Respond) -> Respond:
    """Add what Django's SecurityMiddleware has no setting for, and the length: a page goes out in one piece.

    Pages of the console stay out of every cache; over TLS its cookies travel by TLS alone.
    """

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        response = await respond(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault(RESOURCE_POLICY, "same-origin")
        if is_of_the_console(request.path):
            response.headers.setdefault("Cache-Control", "no-store")
        if isinstance(response, HttpResponse) and response.status_code not in BODILESS:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response

    return middleware


class PolicyMiddleware(CSPMiddleware):
    """The content security policy of settings; the console alone has forms, which it sends to itself."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_of_the_console(request.path):
            parts.replace = {"form-action": [SELF]}
        return parts


def is_allowed(origin: str, scheme: str, host: str) -> bool:
    """Whether pages of an origin may use us: our own, or one of DALEEL_ORIGINS."""
    return origin == f"{scheme}://{host}".lower() or origin in settings.DALEEL.origins


@async_only_middleware
def origins_middleware(respond: Respond) -> Respond:
    """Refuse a host that is not ours; under /api/, refuse a foreign origin and answer for an allowed one.

    Written by hand: of django-cors-headers, a page of another site would get no word of why it is refused.
    """

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path in BY_ANY_NAME:
            return await respond(request)
        try:
            host = request.get_host()
        except DisallowedHost as error:
            return bad_request(request, error)
        if request.path.startswith(API_PREFIX):
            response = await _answer_api(respond, request, host)
        elif request.path.startswith(settings.STATIC_URL) or request.path == settings.WIDGET_URL:
            response = await _answer_file(respond, request, host)
        else:
            return await respond(request)
        patch_vary_headers(response, ["Origin"])
        return response

    return middleware


async def _answer_api(respond: Respond, request: HttpRequest, host: str) -> HttpResponseBase:
    origin = request.META.get("HTTP_ORIGIN")
    if origin is None:  # no page of another site: a browser would have said so
        return await respond(request)
    if not is_allowed(origin, request.scheme or "http", host):
        record_refusal("origin_not_allowed")
        response = ApiError("origin_not_allowed", 403).response()
        # The refusal itself: a page that cannot read it takes us for gone.
        response.headers[ALLOW_ORIGIN] = "*"
        return response
    if request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META:
        answer: HttpResponseBase = HttpResponse(status=204, headers=PREFLIGHT)
    else:
        answer = await respond(request)
        answer.headers["Access-Control-Expose-Headers"] = EXPOSED
    answer.headers[ALLOW_ORIGIN] = origin
    answer.headers[RESOURCE_POLICY] = "cross-origin"
    return answer


async def _answer_file(respond: Respond, request: HttpRequest, host: str) -> HttpResponseBase:
    """A file, which a page of another site may read (a font) where its origin is allowed."""
    response = await respond(request)
    origin = request.META.get("HTTP_ORIGIN", "")
    if origin and is_allowed(origin, request.scheme or "http", host):
        response.headers[ALLOW_ORIGIN] = origin
    return response
