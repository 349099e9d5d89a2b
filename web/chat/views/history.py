"""GET /api/chat/history: the visitor's own conversation, a page at a time."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

from web.api.errors import ApiError
from web.api.views import json_response
from web.chat.authentication import open_session
from web.chat.conversation import turns_of
from web.chat.views.query import read_query
from web.database import in_database

DEFAULT_TURNS = 50
MAX_TURNS = 100
MAX_CURSOR = 10**8
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


async def get(request: HttpRequest) -> HttpResponse:
    session = await open_session(request)
    query = read_query(request, "limit", "before")
    limit = _number(query.get("limit"), MAX_TURNS)
    before = _number(query.get("before"), MAX_CURSOR)
    page = await in_database(turns_of, session.sender_id, limit or DEFAULT_TURNS, before)
    return json_response(page.as_json())


def _number(text: str | None, maximum: int) -> int | None:
    """Return a whole number from 1 on; None where it is not given; ApiError bad_form."""
    if text is None:
        return None
    if not _NUMBER.fullmatch(text) or int(text) > maximum:
        raise ApiError("bad_form", 400)
    return int(text)
