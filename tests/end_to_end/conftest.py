"""A new visitor's conversation with the real Rasa and the real action server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from terminal.client import Conversation
from terminal.settings import Settings
from tests.system import System


@pytest.fixture
def settings(system: System) -> Settings:
    """Where the system answers."""
    return system.settings


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
