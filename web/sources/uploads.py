"""Which requests may bring a file: those of a signed-in editor, looked at before the body is read.

Django writes a body to the disk before any view of ours can refuse it: that of others ends early (web.asgi).
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from starlette.types import Scope

from web.database import in_database
from web.review.roles import EDITOR, allows
from web.sources.files import MAX_BYTES

UPLOADS = "/review/sources/"
MAX_REQUEST_BYTES = MAX_BYTES + 1024 * 1024  # the form around the file


async def may_bring_a_file(scope: Scope) -> bool:
    """Whether the request is a POST to the sources by somebody who may change them."""
    if scope.get("method") != "POST" or not scope["path"].startswith(UPLOADS):
        return False
    key = _session_key(scope)
    return bool(key) and await in_database(_is_an_editor_s, key)


def _session_key(scope: Scope) -> str:
    cookies: SimpleCookie = SimpleCookie()
    try:
        for name, value in scope["headers"]:
            if name == b"cookie":
                cookies.load(value.decode("latin-1"))
    except CookieError:
        return ""
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _is_an_editor_s(key: str) -> bool:
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    if not session.get(BACKEND_SESSION_KEY):
        return False
    user = User.objects.filter(pk=session.get(SESSION_KEY), is_active=True).first()
    return user is not None and allows(user, EDITOR)
