"""What a view of the console asks of who calls it.

A view without one of these is answered by nobody: GuardMiddleware (web/review/middleware.py) refuses it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from web.review import roles

NEEDS = "review_needs"
ANYBODY = ""
SAFE = ("GET", "HEAD", "OPTIONS")

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request that was let through: its user is signed in and has a role."""

    user: User
    language: str


def needs(role: str, *, atomic: bool = True) -> Callable[[View], View]:
    """Let in whoever has the role or a higher one: others are refused (403), strangers sent to sign in.

    What changes something runs in one transaction with its audit line, unless `atomic` is off.
    """
    if role not in roles.ROLES:
        raise ValueError(f"{role!r} is no role; there are {', '.join(roles.ROLES)}")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                from web.review.errors import to_sign_in

                return to_sign_in(request)
            if not roles.allows(request.user, role):
                raise PermissionDenied(role)
            if request.method in SAFE or not atomic:
                return view(request, *args, **kwargs)
            with transaction.atomic():
                return view(request, *args, **kwargs)

        setattr(guarded, NEEDS, role)
        return guarded

    return decorate


def open_to_all(view: View) -> View:
    """Mark a view that strangers may call: the sign-in alone."""
    setattr(view, NEEDS, ANYBODY)
    return view
