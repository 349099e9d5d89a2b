"""The administrator for development: made once, and never where others come."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.web.in_process import daleel
from tests.web.web_process import ROOT
from web.environment import SettingError, read_environment

GIVEN = "made-by-make-run"
SECRETS = {"DALEEL_SECRET_KEY": "k" * 32, "DALEEL_CHANNEL_SECRET": "c" * 16}
REACHED = [
    {"DALEEL_PRODUCTION": "1"},
    {"DALEEL_WEB_HOST": "0.0.0.0"},
    {"DALEEL_WEB_HOST": "::"},
    {"DALEEL_WEB_HOST": "10.0.0.5"},
    {"DALEEL_WEB_HOST": "daleel.example"},
    {"DALEEL_HOSTS": "localhost daleel.example"},
    {"DALEEL_HOSTS": "*"},
    {"DALEEL_TRUSTED_PROXIES": "1"},
    {
        "DALEEL_TELEGRAM_TOKEN": "123456:ABCDEFGHIJKLMNOP",
        "DALEEL_TELEGRAM_MODE": "webhook",
        "DALEEL_TELEGRAM_SECRET": "s" * 16,
    },
]
AT_HOME = [{}, {"DALEEL_WEB_HOST": "127.0.0.2"}, {"DALEEL_WEB_HOST": "::1"}, {"DALEEL_WEB_HOST": "localhost"}]


@pytest.mark.parametrize("environ", REACHED)
def test_what_others_reach_is_production(environ):
    assert read_environment({**SECRETS, **environ}).is_production


@pytest.mark.parametrize("environ", AT_HOME)
def test_what_only_this_machine_reaches_is_not(environ):
    assert not read_environment({**SECRETS, **environ}).is_production


def test_a_switch_is_1_or_0():
    with pytest.raises(SettingError, match="DALEEL_PRODUCTION is 'yes'; 1 or 0 is expected"):
        read_environment({**SECRETS, "DALEEL_PRODUCTION": "yes"})


def test_it_is_made_once_and_comes_in_as_an_administrator(visitor):
    from django.contrib.auth.models import User

    from web.review import development

    with daleel(development_password=GIVEN, port=8765):
        first, second = development.sign_in_line(), development.sign_in_line()
    assert first == second
    assert "http://127.0.0.1:8765/review/" in first
    assert f"name developer, password {GIVEN}, kept in var/review-password" in first
    assert User.objects.count() == 1
    developer = visitor()
    assert developer.sign_in("developer", GIVEN).status_code == 302
    assert developer.get("/review/staff").status_code == 200


def test_a_password_that_was_changed_is_not_printed():
    from web.review import development, staff

    with daleel(development_password=GIVEN):
        development.sign_in_line()
        staff.give_password("developer", None, password="another long one")
        line = development.sign_in_line()
    assert GIVEN not in line
    assert "the password you gave it" in line


def test_none_is_made_in_production():
    from django.contrib.auth.models import User

    from web.review import development

    with daleel(development_password=GIVEN, production=True):
        assert GIVEN not in development.sign_in_line()
    assert not User.objects.exists()


def test_production_does_not_start_while_it_can_sign_in_and_says_what_to_do():
    from web.review import development, staff

    with daleel(development_password=GIVEN):
        development.sign_in_line()
        development.refuse_where_others_come()
    with daleel(production=True):
        with pytest.raises(SettingError, match=r"run 'manage\.py staff disable developer' first"):
            development.refuse_where_others_come()
        staff.set_active("developer", False, None)
        development.refuse_where_others_come()


def test_the_process_ends_with_2_in_one_line(tmp_path):
    from tests.web.conftest import settings_in

    settings = settings_in(tmp_path, DALEEL_DEVELOPMENT_PASSWORD=GIVEN)

    def run(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={**settings, **more, "PATH": "", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert run("manage.py", "migrate", "-v0").returncode == 0
    assert GIVEN in run("manage.py", "staff", "development").stdout
    ended = run("-m", "web", DALEEL_PRODUCTION="1", DALEEL_WEB_PORT="0")
    assert ended.returncode == 2
    assert ended.stderr.startswith("web: the account 'developer'")
    assert len(ended.stderr.splitlines()) == 1


def test_where_there_is_no_password_none_is_made():
    from django.contrib.auth.models import User

    from web.review import development

    with daleel(development_password=""):
        assert "nobody yet" in development.sign_in_line()
    assert not User.objects.exists()
