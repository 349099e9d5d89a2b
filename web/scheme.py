"""By http or by https: what the visitor's browser used, where a trusted proxy says so."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Scope

HEADER = "x-forwarded-proto"


def with_scheme(scope: Scope, trusted_proxies: int) -> Scope:
    """Return the request's scope with the visitor's scheme.

    Of several values the outermost trusted proxy's counts; one that is left of it was sent by the client.
    Without a trusted proxy the header is believed by nobody.
    """
    if not trusted_proxies:
        return scope
    said = [
        each.strip().lower() for value in Headers(scope=scope).getlist(HEADER) for each in value.split(",")
    ]
    scheme = said[-trusted_proxies:][0] if said else ""
    return {**scope, "scheme": scheme} if scheme in ("http", "https") else scope
