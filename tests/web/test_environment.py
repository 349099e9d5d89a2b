"""What the environment sets, and that a bad setting stops the start by its name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from terminal.settings import DEFAULTS
from web.environment import ROOT, Rate, SettingError, read_environment

SECRETS = {"DALEEL_SECRET_KEY": "k" * 32, "DALEEL_CHANNEL_SECRET": "c" * 16}


def read(**changed):
    return read_environment({**SECRETS, **changed})


def test_what_is_not_set_is_as_make_run_has_it():
    assert read() == read(**{name: value for name, value in DEFAULTS.items() if name not in SECRETS})


def test_the_defaults_are_those_of_the_example_file():
    settings = read()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert settings.database == f"sqlite:///{ROOT}/var/web.db"
    assert settings.tracker_database == f"sqlite:///{ROOT}/var/tracker.db"
    assert settings.rasa_urls == ("http://127.0.0.1:5005",)
    assert settings.actions_url == "http://127.0.0.1:5055"
    assert settings.rate_of_session == Rate(20, 60)
    assert settings.origins == ()


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("value", ["", "short", "   "])
def test_a_secret_that_is_missing_or_short_stops_the_start_unshown(name, value):
    with pytest.raises(SettingError, match=f"^{name} has {len(value.strip())} characters; set") as error:
        read(**{name: value})
    assert "short" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DALEEL_WEB_PORT", "eight", "DALEEL_WEB_PORT is 'eight'; a whole number is expected"),
        ("DALEEL_TRUSTED_PROXIES", "-1", "DALEEL_TRUSTED_PROXIES is '-1'; a whole number is expected"),
        ("DALEEL_SESSION_DAYS", "\u0663\u0660", "a whole number is expected"),
        ("DALEEL_RATE_SESSION", "20", "DALEEL_RATE_SESSION is '20'; messages/seconds is expected"),
        ("DALEEL_RATE_ADDRESS", "0/60", "messages/seconds is expected, such as 120/60"),
        ("DALEEL_ORIGINS", "example.org", "DALEEL_ORIGINS names 'example.org'; an origin is expected"),
        ("DALEEL_ORIGINS", "https://a.example *", "names '\\*'"),
        ("DALEEL_TIME_ZONE", "Africa/Nowhere", "DALEEL_TIME_ZONE is 'Africa/Nowhere', which this machine"),
        ("DALEEL_TIME_ZONE", "../etc/passwd", "DALEEL_TIME_ZONE is '../etc/passwd'"),
        ("DALEEL_RASA_URLS", "http://one:5005/path", "DALEEL_RASA_URLS names 'http://one:5005/path'"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_what_was_expected(name, value, expected):
    with pytest.raises(SettingError, match=expected):
        read(**{name: value})


def test_lists_are_separated_by_spaces():
    settings = read(
        DALEEL_RASA_URLS="http://one:5005  http://two:5005/",
        DALEEL_ORIGINS="https://a.example http://b.example:8080/",
        DALEEL_HOSTS="chat.example www.chat.example",
    )
    assert settings.rasa_urls == ("http://one:5005", "http://two:5005")
    assert settings.origins == ("https://a.example", "http://b.example:8080")
    assert settings.hosts == ("chat.example", "www.chat.example")


def test_the_port_of_rasa_is_where_its_only_worker_is():
    assert read(DALEEL_RASA_PORT="6001").rasa_urls == ("http://127.0.0.1:6001",)


def test_the_process_ends_with_one_line_that_names_the_setting(tmp_path: Path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DALEEL_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "web"], cwd=ROOT, env={**kept, "DALEEL_CHANNEL_SECRET": "c" * 16},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("web: DALEEL_SECRET_KEY has 0 characters; set it to 32")
    assert "Traceback" not in done.stderr
