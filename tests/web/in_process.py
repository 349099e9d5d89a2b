"""Requests to the ASGI application of this process, without a server between."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from typing import Any

import httpx
from django.conf import settings
from django.test import override_settings


def request(
    path: str,
    method: str = "GET",
    *,
    headers: dict[str, str] | None = None,
    content: bytes | AsyncIterator[bytes] | None = None,
    caller: str = "127.0.0.1",
    scheme: str = "http",
    host: str = "localhost",
) -> httpx.Response:
    """Send one request, as a caller at an address would."""
    from web.asgi import application

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=application, client=(caller, 4000))
        async with httpx.AsyncClient(transport=transport, base_url=f"{scheme}://{host}") as http:
            return await http.request(method, path, headers=headers, content=content)

    return asyncio.run(send())


def daleel(**changed: Any) -> Any:
    """A context in which settings.DALEEL differs."""
    return override_settings(DALEEL=dataclasses.replace(settings.DALEEL, **changed))
