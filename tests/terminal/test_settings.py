"""Where a setting comes from, and how a secret is kept."""

from __future__ import annotations

import stat

import pytest

from terminal.settings import (
    DEFAULTS,
    DEVELOPMENT_PASSWORD,
    SECRET,
    WEB_SECRET,
    StartError,
    read_settings,
    with_secrets,
)
from web.environment import read_environment


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    (tmp_path / ".env").write_text(
        "# ports\nDALEEL_RASA_PORT = 6001\nexport DALEEL_ACTIONS_PORT='6002'\nLOG_LEVEL=INFO\nnonsense\n"
    )
    settings = read_settings(tmp_path, {"DALEEL_RASA_PORT": "7001", "DALEEL_INDEX": ""})
    assert settings.rasa_port == 7001
    assert settings.actions_port == 6002
    assert settings.values["DALEEL_INDEX"] == "models/index"
    assert settings.environment()["LOG_LEVEL"] == "INFO"
    assert settings.environment()["DALEEL_BIND"] == "127.0.0.1"


def test_the_example_file_names_every_setting_with_its_default(pytestconfig):
    lines = (pytestconfig.rootpath / ".env.example").read_text(encoding="utf-8").splitlines()
    assert dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")) == DEFAULTS


def test_the_reader_and_its_care_reach_the_processes(tmp_path):
    (tmp_path / ".env").write_text("DALEEL_WRONG_ANSWERS=strict\n")
    environment = read_settings(tmp_path, {"DALEEL_READER": "none"}).environment()
    assert (environment["DALEEL_READER"], environment["DALEEL_WRONG_ANSWERS"]) == ("none", "strict")
    assert read_settings(tmp_path / "elsewhere", {}).values["DALEEL_WRONG_ANSWERS"] == "balanced"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "\u0665\u0660\u0660\u0665", "5005.0"])
def test_a_port_that_is_none_is_named_in_one_line(tmp_path, port):
    with pytest.raises(StartError, match=r"^DALEEL_RASA_PORT is .*; a port is a number from 1 to 65535$"):
        read_settings(tmp_path, {"DALEEL_RASA_PORT": port})


@pytest.mark.parametrize(
    ("given", "port"),
    [
        ({"DALEEL_RASA_PORT": "5055"}, 5055),
        ({"DALEEL_WEB_PORT": "5005"}, 5005),
        ({"DALEEL_WEB_PORT": "6000", "DALEEL_ACTIONS_PORT": "6000"}, 6000),
    ],
)
def test_one_port_for_two_is_refused(tmp_path, given, port):
    with pytest.raises(StartError, match=f" and DALEEL_[A-Z_]+ are both {port}; change one"):
        read_settings(tmp_path, given)


@pytest.mark.parametrize(
    ("tracker", "expected"),
    [
        ("", "postgresql://daleel@db/daleel"),
        ("var/tracker.db", "postgresql://daleel@db/daleel"),  # as .env.example has it
        ("var/other.db", "var/other.db"),
        ("postgresql://rasa@db/rasa", "postgresql://rasa@db/rasa"),
    ],
)
def test_rasas_database_follows_webs_unless_it_has_its_own(tmp_path, tracker, expected):
    given = {"DATABASE_URL": "postgresql://daleel@db/daleel", "DALEEL_TRACKER_DB": tracker}
    settings = read_settings(tmp_path, given)
    assert settings.environment()["DALEEL_TRACKER_DB"] == expected
    web = {"DALEEL_SECRET_KEY": "s" * 32, "DALEEL_CHANNEL_SECRET": "s" * 16, **given}
    assert read_environment(web).tracker_database.endswith(expected)  # web reads what Rasa writes
    assert read_environment({**web, **settings.values, **web}).tracker_database.endswith(expected)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("10.0.0.5", "http://10.0.0.5:8000"),
    ],
)
def test_the_address_to_open_is_one_that_this_machine_reaches(tmp_path, host, url):
    assert read_settings(tmp_path, {"DALEEL_WEB_HOST": host}).web_url == url


@pytest.mark.parametrize(
    ("name", "file", "least"),
    [
        (SECRET, "channel-secret", 32),
        (WEB_SECRET, "web-secret", 32),
        (DEVELOPMENT_PASSWORD, "review-password", 16),
    ],
)
def test_a_secret_is_made_once_and_is_its_owners_alone(settings, name, file, least):
    secret = with_secrets(settings, make=True).values[name]
    file = settings.root / "var" / file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(secret) >= least
    assert with_secrets(settings, make=True).values[name] == secret
    file.chmod(0o644)
    assert with_secrets(settings, make=False).values[name] == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_two_secrets_are_the_same(settings):
    made = with_secrets(settings, make=True).values
    assert len({made[SECRET], made[WEB_SECRET], made[DEVELOPMENT_PASSWORD]}) == 3


def test_secrets_that_are_set_are_used_and_no_file_written(settings):
    set_ones = {SECRET: "mine", WEB_SECRET: "webs", DEVELOPMENT_PASSWORD: "word"}
    mine = with_secrets(settings.changed(**set_ones), make=True)
    assert {name: mine.values[name] for name in set_ones} == set_ones
    assert not (settings.root / "var").exists()


def test_who_only_asks_makes_no_secret(settings):
    assert with_secrets(settings, make=False).secret == ""
    assert not (settings.root / "var").exists()


@pytest.mark.parametrize(
    ("token", "mode", "polls"),
    [("", "polling", False), ("123:abc", "polling", True), ("123:abc", "webhook", False)],
)
def test_telegram_is_polled_where_there_is_a_token_and_no_webhook(settings, token, mode, polls):
    changed = settings.changed(DALEEL_TELEGRAM_TOKEN=token, DALEEL_TELEGRAM_MODE=mode)
    assert changed.polls_telegram is polls
