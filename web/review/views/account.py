"""Signing in and out, the language of the console, and one's own account."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from web.review import audit, roles, staff
from web.review.context import LANGUAGE_COOKIE, language_of, profile_of
from web.review.middleware import begin_session
from web.review.permissions import needs, open_to_all
from web.review.signing import count_failure, sign_in, sign_out, too_many, user_with, wait_seconds

YEAR_SECONDS = 365 * 86_400


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    wanted = inside(request.POST.get("next") or request.GET.get("next") or "")
    if request.method != "POST":
        if roles.role_of(request.user):
            return redirect(wanted)
        return render(request, "review/sign_in.html", {"next": wanted})
    if wait := wait_seconds(request):
        return too_many(request, wait)
    name = request.POST.get("username", "").strip().lower()
    user = user_with(request, name, request.POST.get("password", ""))
    if user is None:
        count_failure(request)
    if user is None or not roles.role_of(user):
        problem = (
            _("The name or the password is wrong. Capitals matter in the password.")
            if user is None
            else _("This account may do nothing here yet. Ask an administrator to give it a role.")
        )
        context = {"next": wanted, "name": name, "problem": problem}
        return render(request, "review/sign_in.html", context, status=401 if user is None else 403)
    sign_in(request, user)
    return redirect(wanted)


@open_to_all
@require_POST
def sign_out_page(request: HttpRequest) -> HttpResponse:
    language = language_of(request)
    sign_out(request)
    messages.info(request, _("You have signed out."))
    return _reading(redirect("review:sign-in"), language)


@open_to_all
@require_POST
def language_page(request: HttpRequest) -> HttpResponse:
    """Read the console in another language: kept with the user, and in a cookie for the sign-in page."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    if request.user.is_authenticated:
        profile = profile_of(request.user)
        profile.language = language
        profile.save(update_fields=["language"])
    return _reading(redirect(inside(request.POST.get("next", ""))), language)


def inside(address: str) -> str:
    """The path and query of an address of the console; its first page for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    home = reverse("review:overview")
    is_ours = target.startswith(home) and url_has_allowed_host_and_scheme(target, None)
    return target if is_ours else home


def _reading(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=YEAR_SECONDS, path="/review/", httponly=True, samesite="Lax"
    )
    return response


@require_safe
@needs(roles.REVIEWER)
def account_page(request: HttpRequest) -> HttpResponse:
    return _page(request)


class PasswordForm(forms.Form):
    """The present password, and the new one twice; the first thing that is wrong is said alone."""

    old = forms.CharField(required=False, strip=False)
    new = forms.CharField(required=False, strip=False)
    again = forms.CharField(required=False, strip=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST)
        self._request, self._user = request, cast(User, request.user)

    def clean(self) -> dict[str, Any]:
        old, new, again = (self.cleaned_data.get(name, "") for name in ("old", "new", "again"))
        if user_with(self._request, self._user.username, old) is None:
            raise ValidationError(_("The current password is wrong."))
        if new != again:
            raise ValidationError(_("The last two fields are not the same."))
        if new == old:
            raise ValidationError(_("The new password is the old one."))
        try:
            staff.check_password(new, self._user)
        except staff.StaffError as error:
            raise ValidationError(error.sentence) from None
        return self.cleaned_data


@require_POST
@needs(roles.REVIEWER, atomic=False)  # a wrong password is counted, whatever becomes of the rest
def password_page(request: HttpRequest) -> HttpResponse:
    """Change one's password; sessions elsewhere end with it."""
    user, form = cast(User, request.user), PasswordForm(request)
    if not form.is_valid():
        return _page(request, str(form.non_field_errors()[0]))
    staff.change_own_password(user, form.cleaned_data["new"])
    auth.update_session_auth_hash(request, user)
    return _done(request, _("The password was changed, and your other sessions have ended."))


@require_POST
@needs(roles.REVIEWER)
def end_sessions_page(request: HttpRequest) -> HttpResponse:
    """End one's sessions everywhere but here."""
    profile = profile_of(request.user)
    profile.sessions_end_before = timezone.now()
    profile.save(update_fields=["sessions_end_before"])
    begin_session(request)
    audit.record(request.user, "staff.sessions_ended", f"staff:{request.user.get_username()}")
    return _done(request, _("Your other sessions have ended."))


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    context = {
        "problem": problem,
        "must_change": profile_of(request.user).must_change_password,
        "languages": dict(settings.LANGUAGES),
    }
    return render(request, "review/account.html", context, status=422 if problem else 200)


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("review:account")
