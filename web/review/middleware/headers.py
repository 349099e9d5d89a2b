"""Headers of every page of the console; over TLS its cookies travel by TLS alone."""

from __future__ import annotations

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from web.headers import BODILESS, CONTENT_SECURITY_POLICY, security_headers
from web.review.errors import bad_request
from web.review.middleware.request_id import Respond

# Its forms are sent to itself; all else as on the public pages, nothing inline included.
POLICY = CONTENT_SECURITY_POLICY.replace("form-action 'none'", "form-action 'self'")


def headers_middleware(respond: Respond) -> Respond:
    """Refuse another's host, keep pages out of every cache, and mark cookies."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
            response = respond(request)
        except DisallowedHost as error:
            response = bad_request(request, error)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Frame-Options", "DENY")
        for name, value in security_headers(request.scheme or "http").items():
            response.headers.setdefault(name, value)
        if isinstance(response, HttpResponse) and response.status_code not in BODILESS:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response

    return middleware
