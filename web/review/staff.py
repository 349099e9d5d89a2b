"""The members of staff: who there is, what each may do, and how each comes in; for pages and commands.

Whoever has acted once is never deleted: what they did keeps its name. They are disabled.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset as unlock_attempts
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from web.review import audit
from web.review.models import Profile
from web.review.roles import ADMINISTRATOR, ROLES

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
RESERVED = ("me", "nobody")  # what the list's filters call the viewer, and no one
# No letter or figure that could be taken for another when it is read out or copied by hand.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_CHARACTERS = 5, 4
PROBLEMS = {
    "bad_name": _("A name has 2 to 40 small Latin letters and figures, with . _ - between."),
    "bad_role": _("Choose a role from the list."),
    "taken": _("Somebody else has this name."),
    "unknown": _("Nobody has this name."),
    "own_account": _("Nobody changes their own role or disables themselves."),
    "last_administrator": _("This is the last active administrator; add another first."),
    # Django's codes of what is wrong with a password.
    "password_too_short": _("The password is short: at least twelve characters."),
    "password_too_common": _("The password is a common one, easily guessed."),
    "password_entirely_numeric": _("The password has figures only."),
    "password_too_similar": _("The password is much like your name."),
}


class StaffError(Exception):
    """What was asked cannot be done; `code` is one of PROBLEMS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        """What is wrong, for whoever asked."""
        return str(PROBLEMS.get(self.code, self.code))


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff as the list shows them; `role` empty: none."""

    name: str
    role: str
    is_active: bool
    is_development: bool
    last_login: datetime | None
    joined: datetime


def members() -> list[Member]:
    """Everybody, those who can come in first, in the order of their names."""
    users = (
        User.objects.select_related("profile").prefetch_related("groups").order_by("-is_active", "username")
    )
    return [
        Member(
            name=user.username,
            role=_highest({group.name for group in user.groups.all()}),
            is_active=user.is_active,
            is_development=hasattr(user, "profile") and user.profile.is_development,
            last_login=user.last_login,
            joined=user.date_joined,
        )
        for user in users.order_by("-is_active", "username")
    ]


def member(name: str) -> User:
    """Return the user of a name; StaffError where there is none."""
    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        raise StaffError("unknown") from None


@transaction.atomic
def add(name: str, role: str, by: User | None, *, password: str = "", is_development: bool = False) -> str:
    """Make a member and return the password; without one given, one is made that must be changed."""
    name = name.strip().lower()
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise StaffError("bad_name")
    if role not in ROLES:
        raise StaffError("bad_role")
    if User.objects.filter(username=name).exists():
        raise StaffError("taken")
    user = User(username=name)
    given = password or new_password()
    if password:
        check_password(password, user)
    user.set_password(given)
    user.save()
    user.groups.add(_group(role))
    Profile.objects.create(user=user, must_change_password=not password, is_development=is_development)
    audit.record(by, "staff.added", f"staff:{name}", after={"role": role})
    return given


@transaction.atomic
def set_role(name: str, role: str, by: User | None) -> None:
    """Give a role in place of the one there was."""
    user = _other(name, by)
    if role not in ROLES:
        raise StaffError("bad_role")
    before = _highest(set(user.groups.values_list("name", flat=True)))
    if before == role:
        return
    if role != ADMINISTRATOR:
        _keep_one_administrator(user, by)
    user.groups.remove(*Group.objects.filter(name__in=ROLES))
    user.groups.add(_group(role))
    audit.record(by, "staff.role_changed", f"staff:{name}", before={"role": before}, after={"role": role})


@transaction.atomic
def set_active(name: str, is_active: bool, by: User | None) -> None:
    """Let somebody in again, or no more; what is disabled loses its sessions at once."""
    user = _other(name, by)
    if user.is_active == is_active:
        return
    if not is_active:
        _keep_one_administrator(user, by)
        _end_sessions(user)
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    audit.record(by, "staff.enabled" if is_active else "staff.disabled", f"staff:{name}")


@transaction.atomic
def end_sessions(name: str, by: User | None) -> None:
    """Make somebody sign in anew wherever they are."""
    _end_sessions(member(name))
    audit.record(by, "staff.sessions_ended", f"staff:{name}")


@transaction.atomic
def give_password(name: str, by: User | None, *, password: str = "") -> str:
    """Set a password in place of a forgotten one and return it; one that is made here must be changed."""
    user = member(name)
    given = password or new_password()
    if password:
        check_password(password, user)
    user.set_password(given)
    user.save(update_fields=["password"])
    Profile.objects.update_or_create(user=user, defaults={"must_change_password": not password})
    _end_sessions(user)
    unlock_attempts(username=name)
    audit.record(by, "staff.password_given", f"staff:{name}")
    return given


@transaction.atomic
def change_own_password(user: User, password: str) -> None:
    """Set the password that somebody chose for themselves, checked already."""
    user.set_password(password)
    user.save(update_fields=["password"])
    Profile.objects.update_or_create(user=user, defaults={"must_change_password": False})
    audit.record(user, "staff.password_changed", f"staff:{user.username}")


@transaction.atomic
def unlock(name: str, by: User | None) -> int:
    """Forget the wrong passwords that were tried with a name; return from how many places they came."""
    count = int(unlock_attempts(username=member(name).username))
    audit.record(by, "staff.unlocked", f"staff:{name}")
    return count


def new_password() -> str:
    """A password to be handed over: about 99 bits, easy to read out."""
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP_CHARACTERS)]
    groups = [
        "".join(letters[at : at + _GROUP_CHARACTERS]) for at in range(0, len(letters), _GROUP_CHARACTERS)
    ]
    return "-".join(groups)


def check_password(password: str, user: User) -> None:
    """Raise StaffError with the first thing that is wrong with a password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise StaffError(str(error.error_list[0].code)) from None


def _other(name: str, by: User | None) -> User:
    """The member of that name, who is not the one acting: nobody takes their own role or access."""
    user = member(name)
    if by is not None and by.pk == user.pk:
        raise StaffError("own_account")
    return user


def _keep_one_administrator(user: User, by: User | None) -> None:
    """Refuse what would leave nobody who can let others in; a command on the server always can."""
    if by is None:
        return
    administrators = User.objects.filter(is_active=True, groups__name=ADMINISTRATOR)
    if administrators.filter(pk=user.pk).exists() and administrators.exclude(pk=user.pk).count() == 0:
        raise StaffError("last_administrator")


def _end_sessions(user: User) -> None:
    Profile.objects.update_or_create(user=user, defaults={"sessions_end_before": timezone.now()})


def _group(role: str) -> Group:
    return Group.objects.get_or_create(name=role)[0]


def _highest(names: set[str]) -> str:
    return next((role for role in reversed(ROLES) if role in names), "")
