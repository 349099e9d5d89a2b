"""The console's middleware: Django's sessions, forms and users, when a session ends, its language, its guard.

What is not under /review/ passes all of it untouched: visitors have neither sessions nor roles.
"""

from __future__ import annotations

import time
from typing import Any, cast

from asgiref.sync import markcoroutinefunction, sync_to_async
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.utils import translation
from django.utils.decorators import async_only_middleware
from django.utils.deprecation import MiddlewareMixin

from web.middleware import Respond
from web.review import is_of_the_console
from web.review.context import language_of, profile_of
from web.review.permissions import NEEDS, View

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970, in the session
SEEN_EVERY_SECONDS = 30  # how exactly the last click is known; each time it is written costs a write
# What somebody may do whose password was given by another: choose an own one, or leave.
BEFORE_AN_OWN_PASSWORD = ("review:account", "review:password", "review:language", "review:sign-out")


class ForTheConsole(MiddlewareMixin):
    """Makes a middleware of Django's one for the console alone.

    A visitor gets no cookie whatever happens, and what they ask does not pass through its threads.
    """

    async def __acall__(self, request: HttpRequest) -> HttpResponseBase:
        if is_of_the_console(request.path):
            return await super().__acall__(request)
        return await cast(Respond, self.get_response)(request)


class Sessions(ForTheConsole, SessionMiddleware):
    pass


class Users(ForTheConsole, AuthenticationMiddleware):
    pass


class Messages(ForTheConsole, MessageMiddleware):
    pass


class Forms(ForTheConsole, CsrfViewMiddleware):
    async def process_view(self, request: HttpRequest, *of_view: Any) -> HttpResponseBase | None:  # type: ignore[override]
        if is_of_the_console(request.path):
            return await sync_to_async(super().process_view)(request, *of_view)
        return None


@async_only_middleware
def session_ends_middleware(respond: Respond) -> Respond:
    """End a session after a while without a click, after so many hours in all, and when others end it."""

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        if is_of_the_console(request.path):
            await sync_to_async(_end_or_note)(request)
        return await respond(request)

    return middleware


def begin_session(request: HttpRequest) -> None:
    """Note that a session begins now."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def _end_or_note(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        now = time.time()
        if _is_over(request, now):
            auth.logout(request)
        elif now - request.session[SEEN] > SEEN_EVERY_SECONDS:
            request.session[SEEN] = now


def _is_over(request: HttpRequest, now: float) -> bool:
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


@async_only_middleware
def language_middleware(respond: Respond) -> Respond:
    """Speak the language that the reader chose: Arabic until they choose another.

    Django's LocaleMiddleware would follow the browser, and turn an Arabic console English.
    """

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_of_the_console(request.path):
            return await respond(request)
        with translation.override(await sync_to_async(language_of)(request)):
            return await respond(request)

    return middleware


class GuardMiddleware:
    """No view of the console answers unless it says who may call it (web/review/permissions.py)."""

    async_capable, sync_capable = True, False

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        markcoroutinefunction(self)

    async def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return await self._respond(request)

    async def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not is_of_the_console(request.path):
            return None
        if not hasattr(view, NEEDS):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} says not who may call it")
        match = request.resolver_match
        is_before = match is None or match.view_name not in BEFORE_AN_OWN_PASSWORD
        if getattr(view, NEEDS) and is_before and await sync_to_async(_must_change_password)(request):
            return redirect("review:account")
        return None


def _must_change_password(request: HttpRequest) -> bool:
    return request.user.is_authenticated and profile_of(request.user).must_change_password
