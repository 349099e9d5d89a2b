"""No view of the console answers unless it says who may call it (web/review/needs.py)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from web.review.context import profile_of
from web.review.middleware.request_id import Respond
from web.review.needs import NEEDS, View

# What somebody may do whose password was given by another: choose an own one, or leave.
BEFORE_AN_OWN_PASSWORD = ("review:account", "review:password", "review:language", "review:sign-out")


class GuardMiddleware:
    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._respond(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not hasattr(view, NEEDS):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} says not who may call it")
        match = request.resolver_match
        if (
            getattr(view, NEEDS)
            and request.user.is_authenticated
            and profile_of(request.user).must_change_password
            and (match is None or match.view_name not in BEFORE_AN_OWN_PASSWORD)
        ):
            return redirect("review:account")
        return None
