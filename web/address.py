"""Where a request comes from, behind as many reverse proxies as are trusted."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
ONE_SUBSCRIBER = 64  # bits of an IPv6 address: whoever has one has the whole network


def client_address(request: HttpRequest) -> str:
    """Return the client's address as rates count it: an IPv4 address, or an IPv6 network of one subscriber.

    Each trusted proxy adds the address that it saw to X-Forwarded-For; whatever stands left of theirs was
    sent by the client itself and is believed by nobody.
    """
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
