"""HTTP to Rasa and the action server, for what asks them now and then and waits: never through a proxy."""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any

import httpx


def request(method: str, url: str, **options: Any) -> httpx.Response:
    """Ask once; httpx.HTTPError where nobody answers."""
    return httpx.request(method, url, trust_env=False, verify=_certificates(), **options)


def client(**options: Any) -> httpx.Client:
    """A client for several requests, to be closed."""
    return httpx.Client(trust_env=False, verify=_certificates(), **options)


@cache
def _certificates() -> ssl.SSLContext:
    """Loaded once: httpx reads them anew for every client, which costs more than the request does."""
    return httpx.create_ssl_context(trust_env=False)
