"""A root with everything in place but the programs, on ports that are free."""

from __future__ import annotations

import pytest

from terminal.checks import free_port
from terminal.settings import PORTS, read_settings


@pytest.fixture
def settings(tmp_path):
    for folder in ("models/rasa", "models/index", "models/encoder"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "models/rasa/daleel.tar.gz").touch()
    return read_settings(tmp_path, {name: str(free_port()) for name in PORTS})
