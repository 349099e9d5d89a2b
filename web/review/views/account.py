"""One's own account: password, language, sessions elsewhere."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from web.review import audit, roles, staff
from web.review.context import profile_of
from web.review.middleware import session_ends
from web.review.needs import needs
from web.review.signing import user_with


@require_safe
@needs(roles.REVIEWER)
def account_page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@needs(roles.REVIEWER, atomic=False)  # a wrong password is counted, whatever becomes of the rest
def password_page(request: HttpRequest) -> HttpResponse:
    """Change one's password; sessions elsewhere end with it."""
    user = cast(User, request.user)
    new = request.POST.get("new", "")
    if user_with(request, user.username, request.POST.get("old", "")) is None:
        return _page(request, _("The current password is wrong."))
    if new != request.POST.get("again", ""):
        return _page(request, _("The last two fields are not the same."))
    if new == request.POST.get("old", ""):
        return _page(request, _("The new password is the old one."))
    try:
        staff.check_password(new, user)
    except staff.StaffError as error:
        return _page(request, error.sentence)
    staff.change_own_password(user, new)
    auth.update_session_auth_hash(request, user)
    return _done(request, _("The password was changed, and your other sessions have ended."))


@require_POST
@needs(roles.REVIEWER)
def end_sessions_page(request: HttpRequest) -> HttpResponse:
    """End one's sessions everywhere but here."""
    profile = profile_of(request.user)
    profile.sessions_end_before = timezone.now()
    profile.save(update_fields=["sessions_end_before"])
    session_ends.begin(request)
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
