"""What every template of the console can use beside its own context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from web.review import is_of_the_console
from web.review.models import Profile
from web.review.roles import ADMINISTRATOR, LEAD, REVIEWER, ROLES, is_at_least, role_of

# The sections after the overview: name of the address, text, role needed. One without an address is left out.
NAVIGATION = (
    ("review:conversations", _("Conversations"), REVIEWER),
    ("teach:unanswered", _("Teaching"), REVIEWER),
    ("sources:list", _("Sources"), REVIEWER),
    ("review:audit", _("Audit log"), LEAD),
    ("review:staff", _("Staff"), ADMINISTRATOR),
)
_KEPT = "_review_profile"
LANGUAGE_COOKIE = "daleel_staff_language"


def profile_of(user: Any) -> Profile:
    """The profile of a signed-in user, made where there is none yet; one query a request."""
    if not hasattr(user, _KEPT):
        setattr(user, _KEPT, Profile.objects.get_or_create(user_id=user.pk)[0])
    profile: Profile = getattr(user, _KEPT)
    return profile


def language_of(request: HttpRequest) -> str:
    """The language that somebody reads the console in; Arabic until they choose."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return profile_of(user).language
    wished = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return wished if wished in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def direction() -> str:
    """How the language of the request being answered is written: "rtl" or "ltr"."""
    return "rtl" if translation.get_language_bidi() else "ltr"


def console(request: HttpRequest) -> dict[str, Any]:
    """Django's context processor: the language, its direction, and what the user may do (`may.lead`)."""
    if not is_of_the_console(request.path):
        return {}
    role = role_of(request.user)
    return {
        "request": request,
        "user": request.user,
        "language": translation.get_language(),
        "direction": direction(),
        "role": role,
        "navigation": NAVIGATION,
        "is_demonstration": settings.DALEEL.is_demonstration,
        "messages": get_messages(request),
        "may": {each: is_at_least(role, each) for each in ROLES},
    }
