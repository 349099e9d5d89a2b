"""POST /api/chat/feedback: what a visitor thinks of an answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from web.api.views import json_response, read_json
from web.chat.authentication import open_session
from web.chat.feedback import judge, read_judgement
from web.database import in_database


async def post(request: HttpRequest) -> HttpResponse:
    session = await open_session(request)
    judged = read_judgement(read_json(request))
    await in_database(judge, session, judged)
    return json_response(judged.as_json())
