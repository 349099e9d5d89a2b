"""Headers that every response carries."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import async_only_middleware

from web.api.request_id import Respond


@async_only_middleware
def headers_middleware(respond: Respond) -> Respond:
    async def middleware(request: HttpRequest) -> HttpResponseBase:
        response = await respond(request)
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return middleware
