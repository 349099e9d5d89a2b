"""Who may do what: each role may do what those before it may."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group

REVIEWER, EDITOR, LEAD, ADMINISTRATOR = "reviewer", "editor", "lead", "administrator"
ROLES = (REVIEWER, EDITOR, LEAD, ADMINISTRATOR)
_KEPT = "_review_role"  # one query a request


def role_of(user: AbstractBaseUser | AnonymousUser) -> str:
    """Return the highest role of a user; empty for one without any, or who is not signed in."""
    if not (user.is_authenticated and user.is_active):
        return ""
    if not hasattr(user, _KEPT):
        names = set(Group.objects.filter(user=user.pk, name__in=ROLES).values_list("name", flat=True))
        setattr(user, _KEPT, next((role for role in reversed(ROLES) if role in names), ""))
    return str(getattr(user, _KEPT))


def allows(user: AbstractBaseUser | AnonymousUser, role: str) -> bool:
    """Whether the user may do what `role` may."""
    return is_at_least(role_of(user), role)


def is_at_least(role: str, least: str) -> bool:
    return role in ROLES and ROLES.index(role) >= ROLES.index(least)
