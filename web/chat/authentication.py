"""Whose request it is: the session that its bearer token names. Signed, so that nobody names another's."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest

from web.api import ApiError
from web.chat.models import Session
from web.database import in_database

SALT = "web.chat.session"
MAX_TOKEN_CHARACTERS = 200

_signer = TimestampSigner(salt=SALT)


def issue(session: Session) -> tuple[str, datetime]:
    """Return a token for the session and when it ends, in UTC; older tokens of the session stay good."""
    token = _signer.sign(session.id.hex)
    return token, datetime.now(timezone.utc) + _lifetime()


def read(token: str) -> uuid.UUID:
    """Return the id that a token names; ApiError session_invalid or session_expired."""
    if len(token) > MAX_TOKEN_CHARACTERS:
        raise ApiError("session_invalid", 401)
    try:
        return uuid.UUID(hex=_signer.unsign(token, max_age=_lifetime()))
    except SignatureExpired as error:
        raise ApiError("session_expired", 401) from error
    except (BadSignature, ValueError) as error:
        raise ApiError("session_invalid", 401) from error


def _lifetime() -> timedelta:
    return timedelta(days=settings.DALEEL.session_days)


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
