"""Who asks, and by http or https, behind as many reverse proxies as are trusted (DALEEL_TRUSTED_PROXIES).

Each proxy adds what it saw at the right of X-Forwarded-For and X-Forwarded-Proto; whatever stands left of the
trusted ones' entries was sent by the client and is believed by nobody. uvicorn's --proxy-headers believes
proxies by their addresses, which in a container nobody knows beforehand, and with "*" it takes the client's
own word; Django's SECURE_PROXY_SSL_HEADER takes the leftmost value. So the entries are counted here.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from starlette.datastructures import Headers
from starlette.types import Scope

UNKNOWN = "unknown"
ONE_SUBSCRIBER = 64  # bits of an IPv6 address: whoever has one has the whole network


def with_scheme(scope: Scope, trusted_proxies: int) -> Scope:
    """Return the request's scope with the scheme that the visitor's browser used."""
    if not trusted_proxies:
        return scope
    values = Headers(scope=scope).getlist("x-forwarded-proto")
    said = [each.strip().lower() for value in values for each in value.split(",")]
    scheme = said[-trusted_proxies:][0] if said else ""
    return {**scope, "scheme": scheme} if scheme in ("http", "https") else scope


def client_address(request: HttpRequest) -> str:
    """Return the address as rates count it: an IPv4 address, or the IPv6 network of one subscriber."""
    seen = [request.META.get("REMOTE_ADDR") or ""]
    trusted = settings.DALEEL.trusted_proxies
    if trusted and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR", "")):
        seen += reversed(forwarded.split(",")[-trusted:])
    return next((found for each in reversed(seen) if (found := _network(each))), UNKNOWN)


def _network(text: str) -> str:
    """The address in its one spelling; empty for what is no address."""
    address = _address(text.strip())
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(ip_network((int(address), ONE_SUBSCRIBER), strict=False))
        address = address.ipv4_mapped
    return "" if address is None else str(address)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    host = text
    if text.startswith("["):
        host = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # with a port
        host = text.partition(":")[0]
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None
