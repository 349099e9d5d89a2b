"""/api/chat/session: a conversation opened or renewed, and erased."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from web.api.errors import ApiError
from web.api.views import json_response, read_json
from web.chat.authentication import named_session, open_session, web_session
from web.chat.erase import erase
from web.chat.models import Session
from web.chat.moments import iso
from web.chat.service import chat_service
from web.chat.tokens import issue
from web.database import in_database
from web.proxies import client_address

LANGUAGES = ("ar", "en", "fr")


async def post(request: HttpRequest) -> HttpResponse:
    """Renew the session that the request names; open one where it names none that is still there."""
    language = _language(read_json(request))
    session = await _renewed(request, language)
    if session is not None:
        return _token(session, 200)
    wait_seconds = chat_service().limits.new_session_wait_seconds(client_address(request))
    if wait_seconds:
        raise ApiError("too_many_sessions", 429, retry_after_seconds=wait_seconds)
    session = web_session(uuid.uuid4())
    session.language = language or session.language
    await in_database(session.save, force_insert=True)
    return _token(session, 201)


async def delete(request: HttpRequest) -> HttpResponse:
    await erase(await open_session(request), chat_service().queues)
    return HttpResponse(status=204)


async def _renewed(request: HttpRequest, language: str | None) -> Session | None:
    """The session that the request names, seen now; None where it names none that is still there."""
    try:
        named = named_session(request)
    except ApiError:
        return None
    changed: dict[str, Any] = {
        "last_seen_at": datetime.now(UTC),
        **({"language": language} if language else {}),
    }
    return named if await in_database(Session.objects.filter(pk=named.pk).update, **changed) else None


def _language(form: dict[str, Any]) -> str | None:
    language = form.get("language")
    if set(form) - {"language"} or not (language is None or language in LANGUAGES):
        raise ApiError("bad_form", 400)
    return language


def _token(session: Session, status: int) -> HttpResponse:
    token, expires_at = issue(session)
    return json_response({"token": token, "expires_at": iso(expires_at)}, status)
