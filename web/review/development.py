"""The administrator that `make run` makes, so that the console can be tried at once; never where others come.

What is reached from other machines than this one does not start while that account can sign in.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User

from web.environment import SettingError
from web.review import staff
from web.review.roles import ADMINISTRATOR

NAME = "developer"
FILE = "var/review-password"


def refuse_where_others_come() -> None:
    """Raise SettingError where Daleel is in production and a development account can still sign in."""
    if not settings.DALEEL.is_production:
        return
    accounts = User.objects.filter(profile__is_development=True, is_active=True)
    if found := accounts.values_list("username", flat=True).first():
        raise SettingError(
            f"the account {found!r} that 'make run' makes for development can still sign in, and this is "
            f"reached from elsewhere; run 'manage.py staff disable {found}' first, and 'manage.py staff add' "
            "for those who work here"
        )


def sign_in_line() -> str:
    """Make the account where there is none, and return the line that says how to sign in."""
    daleel = settings.DALEEL
    host = f"[{daleel.host}]" if ":" in daleel.host else daleel.host
    where = f"Review console: http://{host}:{daleel.port}/review/"
    if daleel.is_production:
        return f"{where} (who works here is added with 'manage.py staff add NAME --role ROLE')"
    user = User.objects.filter(username=NAME).first()
    if user is None and daleel.development_password:
        staff.add(NAME, ADMINISTRATOR, None, password=daleel.development_password, is_development=True)
        user = User.objects.get(username=NAME)
    if user is None:
        return f"{where} (nobody yet: 'manage.py staff add NAME --role administrator')"
    if not user.is_active:
        return f"{where} ({NAME} is disabled)"
    password = daleel.development_password
    if not user.check_password(password):
        return f"{where} (name {NAME}, the password you gave it; anew: 'manage.py staff password {NAME}')"
    return f"{where} (name {NAME}, password {password}, kept in {FILE}; for this machine only)"
