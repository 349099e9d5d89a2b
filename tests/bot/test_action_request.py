"""What the action server is asked."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.action_request import SENT_EVENTS, KeptSession, call_format, close_kept_session
from tests.bot.action_server import FakeActionServer

DOMAIN = Domain.from_yaml(
    'version: "3.1"\nintents: [greet]\nactions: [action_a, {action_b: {send_domain: true}}]'
)


def tracker_of(turns: int) -> DialogueStateTracker:
    tracker = DialogueStateTracker("user", DOMAIN.slots)
    for number in range(turns):
        tracker.update(UserUttered(f"سؤال {number}", {"name": "greet", "confidence": 1.0}), DOMAIN)
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
    return tracker


@pytest.fixture(scope="module")
def rasas_own() -> type[Any]:
    """Rasa's class as Rasa wrote it, whatever has been installed: its file, run once more."""
    import rasa.core.actions.action as module

    namespace: dict[str, Any] = {"__name__": "rasa_as_written"}
    exec(compile(Path(module.__file__).read_text(encoding="utf-8"), module.__file__, "exec"), namespace)
    written: type[Any] = namespace["RemoteAction"]
    return written


@pytest.mark.parametrize("name", ["action_a", "action_b"])
@pytest.mark.parametrize("selective", [True, False])
def test_a_short_conversation_is_sent_as_rasa_sends_it(
    rasas_own: type[Any], name: str, selective: bool
) -> None:
    endpoint = EndpointConfig("http://127.0.0.1/", enable_selective_domain=selective)
    tracker = tracker_of(turns=SENT_EVENTS // 2)
    expected = rasas_own(name, endpoint)._action_call_format(tracker, DOMAIN)
    assert call_format(RemoteAction(name, endpoint), tracker, DOMAIN) == expected


def test_of_a_long_conversation_the_latest_events_are_sent() -> None:
    tracker = tracker_of(turns=100)
    body = call_format(RemoteAction("action_a", None), tracker, DOMAIN)
    sent = body["tracker"]["events"]
    assert sent == [event.as_dict() for event in list(tracker.events)[-SENT_EVENTS:]]
    assert body["tracker"]["latest_message"]["text"] == "سؤال 99"


def test_requests_share_a_connection_and_a_new_loop_opens_its_own(action_server: FakeActionServer) -> None:
    endpoint = EndpointConfig(action_server.url)

    async def ask_twice() -> aiohttp.ClientSession:
        sessions = []
        for _ in range(2):
            async with KeptSession.of(endpoint) as session, session.post(endpoint.url, json={}) as answer:
                assert (await answer.json())["responses"]
            sessions.append(session)
        assert sessions[0] is sessions[1] and not session.closed
        assert action_server.client_ports[-2] == action_server.client_ports[-1]
        await close_kept_session(endpoint)
        assert session.closed
        return session

    assert asyncio.run(ask_twice()) is not asyncio.run(ask_twice())


def test_an_endpoint_that_was_never_asked_closes_silently() -> None:
    asyncio.run(close_kept_session(EndpointConfig("http://127.0.0.1/")))
    asyncio.run(close_kept_session(None))
