"""POST /api/chat/messages: one message and its answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from web.api.views import json_response, read_json
from web.chat.authentication import named_session
from web.chat.cleaning import read_message
from web.chat.service import chat_service
from web.proxies import client_address


async def post(request: HttpRequest) -> HttpResponse:
    session = named_session(request)
    key, asked = read_message(read_json(request))
    turn = await chat_service().ask(session, asked, key, client_address(request))
    return json_response(turn.as_json())
