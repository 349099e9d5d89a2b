"""GET /api/chat/transcript: the visitor's own conversation as a file to keep."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from web.api.errors import ApiError
from web.chat.authentication import open_session
from web.chat.transcript import all_turns, as_json, as_text
from web.chat.views.query import read_query

NAME = "محادثة-دليل"
PLAIN_NAME = "daleel"  # for whoever cannot read the other
FORMATS = {
    "text": (as_text, "text/plain; charset=utf-8", "txt"),
    "json": (as_json, "application/json", "json"),
}


async def get(request: HttpRequest) -> HttpResponse:
    session = await open_session(request)
    found = FORMATS.get(read_query(request, "format").get("format", "text"))
    if found is None:
        raise ApiError("bad_form", 400)
    write, content_type, ending = found
    saved_at = datetime.now(UTC)
    turns = await all_turns(session.sender_id)
    response = HttpResponse(write(turns, saved_at), content_type=content_type)
    end = f"-{saved_at:%Y-%m-%d}.{ending}"
    names = f"filename=\"{PLAIN_NAME}{end}\"; filename*=UTF-8''{quote(NAME + end)}"
    response["Content-Disposition"] = f"attachment; {names}"
    response["Cache-Control"] = "no-store"
    return response
