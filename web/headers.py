"""Headers that every response carries, those of files (web/static_files.py) too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import async_only_middleware

from web.api.request_id import Respond

# Nothing inline and nothing from elsewhere: a page of ours runs the files of this server alone.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
RESOURCE_POLICY = "Cross-Origin-Resource-Policy"
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    RESOURCE_POLICY: "same-origin",
}
BEHIND_TLS = {**ALWAYS, "Strict-Transport-Security": "max-age=31536000"}  # a year; subdomains are not ours

BODILESS = (204, 304)


def security_headers(scheme: str) -> dict[str, str]:
    """The headers of a response to a request that came by http or https."""
    return BEHIND_TLS if scheme == "https" else ALWAYS


@async_only_middleware
def headers_middleware(respond: Respond) -> Respond:
    """Add the headers that the response does not set itself, and its length: it goes out in one piece."""

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        response = await respond(request)
        for name, value in security_headers(request.scheme or "http").items():
            response.headers.setdefault(name, value)
        if isinstance(response, HttpResponse) and response.status_code not in BODILESS:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return middleware
