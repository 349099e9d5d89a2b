"""What stops a start: each thing in one line that names it and what to do."""

from __future__ import annotations

import os
import socket

import pytest

from terminal import run
from terminal.checks import ALL, RASA, check
from terminal.settings import DEVELOPMENT_PASSWORD, PORTS, SECRET, WEB_SECRET, StartError


def test_a_root_with_everything_in_place_passes(settings):
    check(settings)


@pytest.mark.parametrize(
    ("missing", "maker"),
    [
        ("models/rasa/daleel.tar.gz", "make train"),
        ("models/index", "make index"),
        ("models/encoder", "make model"),
    ],
)
def test_a_missing_model_names_the_command_that_makes_it(settings, missing, maker):
    (settings.root / missing).rename(settings.root / "elsewhere")
    with pytest.raises(StartError, match=f"^{missing} is missing; make it with '{maker}'") as error:
        check(settings)
    assert error.value.exit_code == 2
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("name", "least"), [(SECRET, 16), (WEB_SECRET, 32), (DEVELOPMENT_PASSWORD, 12)])
def test_a_secret_that_is_too_short_is_refused_without_being_shown(settings, name, least):
    with pytest.raises(StartError, match=f"^{name} has 5 characters; set at least {least} random") as error:
        check(settings.changed(**{name: "mouse"}))
    assert "mouse" not in str(error.value)


def test_rasa_alone_needs_no_index(settings):
    (settings.root / "models/index").rmdir()
    check(settings, [RASA])


@pytest.mark.parametrize("name", PORTS)
def test_a_taken_port_names_its_holder_and_its_setting(settings, name):
    port = settings.port(name)
    with socket.create_server(("127.0.0.1", port)), pytest.raises(StartError) as error:
        check(settings, ALL)
    assert str(error.value).startswith(f"port {port} is in use by process {os.getpid()} (")
    assert str(error.value).endswith(f"; stop it, or set {name} to a free one")


def test_webs_port_is_its_own_business(settings):
    with socket.create_server(("127.0.0.1", settings.web_port)):
        check(settings)


def test_a_command_that_cannot_start_says_so_in_one_line_and_exits_with_2(settings, monkeypatch, capsys):
    monkeypatch.chdir(settings.root)
    (settings.root / "models/rasa/daleel.tar.gz").unlink()
    assert run.main([]) == 2
    assert capsys.readouterr().err == "models/rasa/daleel.tar.gz is missing; make it with 'make train'\n"


def test_an_unknown_process_is_refused(capsys):
    with pytest.raises(SystemExit, match="2"):
        run.main(["postman"])
    assert (
        "unknown process postman; there are rasa, actions, web, worker, telegram" in capsys.readouterr().err
    )
