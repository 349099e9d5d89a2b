"""Who works here: added, given a role, disabled, sent to sign in anew. For administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from web.review import roles, staff
from web.review.permissions import needs

Action = Callable[[HttpRequest, str, User], str]


@require_safe
@needs(roles.ADMINISTRATOR)
def staff_page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@needs(roles.ADMINISTRATOR)
def add_page(request: HttpRequest) -> HttpResponse:
    name, role = request.POST.get("name", ""), request.POST.get("role", "")
    try:
        password = staff.add(name, role, cast(User, request.user))
    except staff.StaffError as error:
        return _page(request, problem=error.sentence, name=name, status=422)
    return _page(request, handed_over=(name.strip().lower(), password))


@require_POST
@needs(roles.ADMINISTRATOR)
def change_page(request: HttpRequest, name: str, action: str) -> HttpResponse:
    """Do one of ACTIONS with a member; a new password is shown this once."""
    if action not in ACTIONS:
        raise Http404(action)
    try:
        password = ACTIONS[action](request, name, cast(User, request.user))
    except staff.StaffError as error:
        if error.code == "unknown":
            raise Http404(name) from None
        return _page(request, problem=error.sentence, status=422)
    if password:
        return _page(request, handed_over=(name, password))
    messages.success(request, DONE[action])
    return redirect("review:staff")


def _set_role(request: HttpRequest, name: str, by: User) -> str:
    staff.set_role(name, request.POST.get("role", ""), by)
    return ""


def _disable(request: HttpRequest, name: str, by: User) -> str:
    staff.set_active(name, False, by)
    return ""


def _enable(request: HttpRequest, name: str, by: User) -> str:
    staff.set_active(name, True, by)
    return ""


def _end_sessions(request: HttpRequest, name: str, by: User) -> str:
    staff.end_sessions(name, by)
    return ""


def _unlock(request: HttpRequest, name: str, by: User) -> str:
    staff.unlock(name, by)
    return ""


def _password(request: HttpRequest, name: str, by: User) -> str:
    return staff.give_password(name, by)


ACTIONS: dict[str, Action] = {
    "role": _set_role,
    "disable": _disable,
    "enable": _enable,
    "end-sessions": _end_sessions,
    "unlock": _unlock,
    "password": _password,
}
DONE = {
    "role": _("The role was changed."),
    "disable": _("The account was disabled and its sessions ended."),
    "enable": _("The account was enabled."),
    "end-sessions": _("The sessions have ended."),
    "unlock": _("Unlocked."),
}


def _page(
    request: HttpRequest,
    *,
    problem: str = "",
    name: str = "",
    handed_over: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "members": staff.members(),
        "roles": roles.ROLES,
        "problem": problem,
        "name": name,
        "handed_over": handed_over,
    }
    return render(request, "review/staff.html", context, status=status)
