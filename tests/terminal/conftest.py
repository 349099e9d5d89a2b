"""A root with everything in place but the programs, on ports that are free."""

from __future__ import annotations

import pytest

from terminal.ports import free_port
from terminal.settings import read_settings


@pytest.fixture
def settings(tmp_path):
    for folder in ("models/rasa", "models/index", "models/encoder"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "models/rasa/daleel.tar.gz").touch()
    ports = {"DALEEL_RASA_PORT": str(free_port()), "DALEEL_ACTIONS_PORT": str(free_port())}
    return read_settings(tmp_path, ports)
