"""Whose request it is: the session that its bearer token names."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from web.api.errors import ApiError
from web.chat.models import Session
from web.chat.tokens import read
from web.database import in_database

SCHEME = "bearer"


def named_session(request: HttpRequest) -> Session:
    """Return the session that the token names, without asking the database whether it is still there.

    ApiError session_missing, session_invalid or session_expired.
    """
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != SCHEME or not token.strip():
        raise ApiError("session_missing", 401)
    return web_session(read(token.strip()))


async def open_session(request: HttpRequest) -> Session:
    """Return the session's row; ApiError as named_session, and session_unknown where it was erased."""
    named = named_session(request)
    found = await in_database(Session.objects.filter(pk=named.pk).first)
    if found is None:
        raise ApiError("session_unknown", 401)
    return found


def web_session(session_id: uuid.UUID) -> Session:
    """The web's session of this id, not saved; its sender's name follows from the id."""
    return Session(id=session_id, surface=Session.Surface.WEB, sender_id=f"web-{session_id.hex}")
