"""`manage.py staff`: the same from the server's command line."""

from __future__ import annotations

import io
import re
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.review.visitor import PASSWORD, Visitor


def staff(*arguments: str) -> str:
    out = io.StringIO()
    call_command("staff", *arguments, stdout=out)
    return out.getvalue()


def test_the_printed_password_opens_once_and_must_be_changed():
    said = staff("add", "rim", "--role", "lead")
    assert said.startswith("rim was added as lead.\n")
    password = re.search(r"^Password: (\S+)$", said, re.MULTILINE)[1]
    rim = Visitor()
    assert rim.sign_in("rim", password).status_code == 302
    assert rim.get("/review/").headers["location"] == "/review/account"


def test_a_password_may_come_on_the_input_and_is_not_printed(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    assert PASSWORD not in staff("add", "rim", "--role", "lead", "--password-stdin")
    rim = Visitor()
    rim.sign_in("rim")
    assert rim.get("/review/audit").status_code == 200


def test_who_there_is_is_listed_with_role_and_state(staff_member):
    staff_member("amal", "administrator")
    staff_member("rim", "lead")
    staff("disable", "rim")
    lines = staff("list").splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["amal", "administrator", "active"],
        ["rim", "lead", "disabled"],
    ]


def test_everything_can_be_changed_even_the_last_administrator(staff_member):
    from web.review import roles
    from web.review import staff as members

    staff_member("amal", "administrator")
    assert staff("role", "amal", "reviewer") == "amal is reviewer.\n"
    assert roles.role_of(members.member("amal")) == "reviewer"
    assert staff("disable", "amal") == "amal is disabled.\n"
    assert Visitor().sign_in("amal").status_code == 401
    assert staff("enable", "amal") == "amal is enabled.\n"
    assert "Password: " in staff("password", "amal")
    assert Visitor().sign_in("amal").status_code == 401
    assert staff("end-sessions", "amal") == "amal has to sign in anew.\n"
    assert staff("unlock", "amal") == "amal may try again; wrong passwords had come from 1 places.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "rim", "--role", "lead"), "Somebody else has this name."),
        (("add", "R!", "--role", "lead"), "A name has 2 to 40"),
        (("disable", "nobody-here"), "Nobody has this name."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_with_exit_code_2(staff_member, arguments, says):
    staff_member("rim", "lead")
    with pytest.raises(CommandError, match=re.escape(says)) as error:
        staff(*arguments)
    assert error.value.returncode == 2


def test_no_password_on_the_input_adds_nobody(monkeypatch):
    from django.contrib.auth.models import User

    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="no password came on the input"):
        staff("add", "rim", "--role", "lead", "--password-stdin")
    assert not User.objects.exists()
