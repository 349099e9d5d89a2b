"""GET /api/chat/suggestions: what a visitor may be about to ask; needs no session."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from arabic import typed_form
from web.api import ApiError, json_response
from web.chat.limits import Rates
from web.chat.views import LANGUAGES, read_query
from web.proxies import client_address
from web.suggestions.catalogue import catalogue

MAX_CHARACTERS = (
    200  # of a request: what is longer than a suggestion has none, what is longer than this no place
)


@cache
def rates() -> Rates:
    """How often each address may ask."""
    return Rates(settings.DALEEL.rate_of_suggestions)


async def suggest(request: HttpRequest) -> HttpResponseBase:
    """At most five suggestions for the beginning `q` of a question, in its language."""
    query = read_query(request, "q", "language")
    typed, language = query.get("q", ""), query.get("language", LANGUAGES[0])
    if language not in LANGUAGES or len(typed) > MAX_CHARACTERS:
        raise ApiError("bad_form", 400)
    address = client_address(request)
    if wait_seconds := rates().wait_seconds(address):
        raise ApiError("too_many_suggestions", 429, retry_after_seconds=wait_seconds)
    rates().count(address)
    suggestions = await catalogue().current()
    found = suggestions.found(typed_form(typed), language)
    body = [{"text": each.text, "payload": each.payload or None} for each in found]
    return _kept(request, json_response({"suggestions": body}))


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """A browser may keep it, and asks each time whether it still holds: what is withdrawn is gone at once."""
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag = f'"{hashlib.sha256(response.content).hexdigest()[:16]}"'
    return cast(HttpResponseBase, get_conditional_response(request, etag=etag, response=response))
