"""Signing in and out, and what django-axes asks of us for the lock-out."""

from __future__ import annotations

import math
import threading
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from web.chat.rates import Rates
from web.environment import Rate
from web.proxies import UNKNOWN, client_address
from web.review import audit
from web.review.middleware import begin_session
from web.review.models import AuditEntry

LOCKED = "staff.locked_out"
# Whatever names are tried: each costs a third of a second of a processor that answers visitors too.
FAILURES_OF_AN_ADDRESS = Rate(30, 60)
MAX_NAME_CHARACTERS, MAX_PASSWORD_CHARACTERS = 150, 1024


_failures = Rates(FAILURES_OF_AN_ADDRESS)
_lock = threading.Lock()


def wait_seconds(request: HttpRequest) -> int:
    """Return 0 where somebody at this address may try now, else after how many seconds."""
    with _lock:
        return _failures.wait_seconds(client_address(request))


def count_failure(request: HttpRequest) -> None:
    with _lock:
        _failures.count(client_address(request))


def forget_failures() -> None:
    """Begin to count anew."""
    global _failures
    with _lock:
        _failures = Rates(FAILURES_OF_AN_ADDRESS)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page that says how long to wait."""
    page = render(request, "review/locked.html", {"minutes": math.ceil(seconds / 60)}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page


def user_with(request: HttpRequest, name: str, password: str) -> User | None:
    """Return the user of a name and password; None where they are wrong, locked, or not to be signed in."""
    if len(name) > MAX_NAME_CHARACTERS or len(password) > MAX_PASSWORD_CHARACTERS or "\0" in name + password:
        return None
    user = auth.authenticate(request, username=name, password=password)
    return user if isinstance(user, User) else None


def sign_in(request: HttpRequest, user: User) -> None:
    """Begin a session of the user's, under a new key; sessions that have ended are thrown away."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    auth.login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    begin_session(request)
    audit.record(user, "staff.signed_in", f"staff:{user.get_username()}")


def sign_out(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        audit.record(request.user, "staff.signed_out", f"staff:{request.user.get_username()}")
    auth.logout(request)


def axes_address(request: HttpRequest) -> str | None:
    """The caller's address as django-axes keeps it: one address, of a network its first."""
    address = client_address(request).partition("/")[0]
    return None if address == UNKNOWN else address


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """The page that says how long a name is locked; that it was is in the audit log, once a lock."""
    # Not the argument: axes' asynchronous middleware forgets the response, and all move up by one place.
    name = str((getattr(request, "axes_credentials", None) or {}).get("username") or "")
    thing = f"staff:{name}"
    since = timezone.now() - timedelta(seconds=settings.DALEEL.staff_tries.seconds)
    known = AuditEntry.objects.filter(action=LOCKED, object=thing, at__gte=since)
    if User.objects.filter(username=name).exists() and not known.exists():
        audit.record(None, LOCKED, thing, after={"address": axes_address(request)})
    return too_many(request, settings.DALEEL.staff_tries.seconds)
