"""Requests that reach public addresses alone: never this server, nor a private network.

A host's name is resolved once a request, every address that it has is checked, and the connection goes to one
that was checked: a name that means another machine a moment later changes nothing. This holds for redirects
too, since each is a request of its own.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable

import httpx

from documents.refusals import refusal

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


async def resolve(host: str, port: int) -> list[str]:
    """Return a host's addresses, by the system's own means."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(text: str) -> bool:
    """Tell whether an address is another machine's, on the public network."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)  # which it is the way to
    return all(_is_global(each) for each in (address, *_within(address))) and not _is_own(address)


def _is_global(address: Address) -> bool:
    is_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or is_local)


def _within(address: Address) -> list[Address]:
    """Return the IPv4 addresses that an IPv6 one stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    return [each for each in found if each is not None]


def _is_own(address: Address) -> bool:
    """Tell whether this machine has the address: only its own can be bound."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as own:
            own.bind((str(address), 0))
    except OSError:
        return False
    return True


class PublicOnly(httpx.AsyncBaseTransport):
    """Sends a request to a checked address of its host; SourceError where there is none.

    `allowed` are addresses that may be reached although they are not public: for tests, which have a site on
    loopback. It is empty unless somebody names them.
    """

    def __init__(self, allowed: frozenset[str] = frozenset(), resolve: Resolve = resolve) -> None:
        self._inner = httpx.AsyncHTTPTransport(retries=0, trust_env=False)
        self._allowed = allowed
        self._resolve = resolve

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the address that was checked; its header and certificate keep the host."""
        address, host = str(request.url), request.url.raw_host.decode("ascii").strip("[]")
        if request.url.scheme not in _PORTS or not host:
            raise refusal("bad_address", address=address)
        try:
            found = await self._resolve(host, request.url.port or _PORTS[request.url.scheme])
        except (OSError, UnicodeError) as error:
            raise refusal("no_such_host", address=address) from error
        if not found or not all(each in self._allowed or is_public(each) for each in found):
            raise refusal("private_address", address=address)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=found[0])
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close what is open."""
        await self._inner.aclose()
