"""Where a setting comes from, and how a secret is kept."""

from __future__ import annotations

import stat

import pytest

from terminal.errors import StartError
from terminal.secret import with_secret
from terminal.settings import DEFAULTS, SECRET, read_settings


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    (tmp_path / ".env").write_text(
        "# ports\nDALEEL_RASA_PORT = 6001\nexport DALEEL_ACTIONS_PORT='6002'\nLOG_LEVEL=INFO\nnonsense\n"
    )
    settings = read_settings(tmp_path, {"DALEEL_RASA_PORT": "7001", "DALEEL_INDEX": ""})
    assert settings.rasa_port == 7001
    assert settings.actions_port == 6002
    assert settings.values["DALEEL_INDEX"] == "models/index"
    assert settings.environment()["LOG_LEVEL"] == "INFO"
    assert settings.environment()["SANIC_HOST"] == "127.0.0.1"


def test_the_example_file_names_every_setting_with_its_default(pytestconfig):
    lines = (pytestconfig.rootpath / ".env.example").read_text(encoding="utf-8").splitlines()
    assert dict(line.split("=") for line in lines if "=" in line and not line.startswith("#")) == DEFAULTS


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "\u0665\u0660\u0660\u0665", "5005.0"])
def test_a_port_that_is_none_is_named_in_one_line(tmp_path, port):
    with pytest.raises(StartError, match=r"^DALEEL_RASA_PORT is .*; a port is a number from 1 to 65535$"):
        read_settings(tmp_path, {"DALEEL_RASA_PORT": port})


def test_one_port_for_both_is_refused(tmp_path):
    with pytest.raises(StartError, match="are both 5055; change one"):
        read_settings(tmp_path, {"DALEEL_RASA_PORT": "5055"})


def test_a_secret_is_made_once_and_is_its_owners_alone(settings):
    secret = with_secret(settings, make=True).secret
    file = settings.root / "var/channel-secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(secret) >= 32
    assert with_secret(settings, make=True).secret == secret
    file.chmod(0o644)
    assert with_secret(settings, make=False).secret == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_secret_that_is_set_is_used_and_no_file_written(settings):
    assert with_secret(settings.changed(**{SECRET: "mine"}), make=True).secret == "mine"
    assert not (settings.root / "var").exists()


def test_who_only_asks_makes_no_secret(settings):
    assert with_secret(settings, make=False).secret == ""
    assert not (settings.root / "var").exists()
