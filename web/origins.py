"""Which sites' pages may talk to the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import async_only_middleware

from web.api.request_id import Respond


@async_only_middleware
def origins_middleware(respond: Respond) -> Respond:
    async def middleware(request: HttpRequest) -> HttpResponseBase:
        return await respond(request)

    return middleware
