"""The token that names a visitor's conversation: signed here, so that nobody can name another's."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from web.api.errors import ApiError
from web.chat.models import Session

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
