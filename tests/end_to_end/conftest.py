"""The real Rasa and the real action server, once for all tests, on ports and a database of their own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from terminal.checks import ACTIONS, RASA, check, free_port
from terminal.client import Conversation
from terminal.processes import Processes
from terminal.settings import SECRET, Settings, StartError, read_settings

ROOT = Path(__file__).parents[2]


class System:
    """Rasa and the action server, each under its own honcho: one can be gone while the other stays."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rasa = Processes(settings, [RASA])
        self.actions = Processes(settings, [ACTIONS])


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings on free ports; the tests are skipped where nothing has been built, and fail where CI=true."""
    found = read_settings(
        ROOT, {name: os.environ.get(name, "") for name in ("DALEEL_INDEX", "DALEEL_ENCODER")}
    )
    settings = found.changed(
        DALEEL_RASA_PORT=str(free_port()),
        DALEEL_ACTIONS_PORT=str(free_port()),
        DALEEL_TRACKER_DB=str(tmp_path_factory.mktemp("tracker") / "tracker.db"),
        DALEEL_CURATED=str(tmp_path_factory.mktemp("curated") / "curated.jsonl"),
        **{SECRET: secrets.token_urlsafe()},
    )
    try:
        check(settings)
    except StartError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no end-to-end test: {error}")
    return settings


@pytest.fixture(scope="session")
def system(settings: Settings) -> Iterator[System]:
    """Both processes, answering."""
    system = System(settings)
    with ExitStack() as running:
        running.enter_context(system.rasa)
        running.enter_context(system.actions)
        system.actions.wait_until_ready()
        system.rasa.wait_until_ready()
        yield system


@pytest.fixture
def conversation(system: System) -> Iterator[Conversation]:
    """A new visitor's conversation."""
    with Conversation(system.settings) as conversation:
        yield conversation


@pytest.fixture
def post(system: System) -> Callable[..., httpx.Response]:
    """Post any body to the channel, with the right secret unless other headers are given."""

    def send(body: object = None, **options: object) -> httpx.Response:
        options.setdefault("headers", {"X-Daleel-Secret": system.settings.secret})
        if body is not None:
            options["json"] = body
        url = f"{system.settings.url}/webhooks/daleel/webhook"
        return httpx.post(url, timeout=30, trust_env=False, **options)

    return send
