"""A session ends after a while without a click, after so many hours in all, and when others end it."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponseBase

from web.review.context import profile_of
from web.review.middleware.request_id import Respond

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970, in the session
SEEN_EVERY_SECONDS = 30  # how exactly the last click is known; each time it is written costs a write


class SessionEndsMiddleware:
    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = time.time()
            if is_over(request, now):
                auth.logout(request)
            elif now - request.session[SEEN] > SEEN_EVERY_SECONDS:
                request.session[SEEN] = now
        return self._respond(request)


def begin(request: HttpRequest) -> None:
    """Note that a session begins now."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def is_over(request: HttpRequest, now: float) -> bool:
    """Whether the signed-in session has come to its end by `now`."""
    began, seen = request.session.get(BEGAN), request.session.get(SEEN)
    if not (isinstance(began, int | float) and isinstance(seen, int | float)):
        return True
    if now - seen > settings.DALEEL.staff_idle_minutes * 60:
        return True
    if now - began > settings.DALEEL.staff_session_hours * 3600:
        return True
    ended = profile_of(request.user).sessions_end_before
    return ended is not None and began < ended.timestamp()
