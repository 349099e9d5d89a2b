"""The webhook's door: who may come in, and what is acknowledged."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.telegram.conftest import World
from tests.telegram.telegram_process import HOOK_SECRET, POLLING, PUBLIC_URL, ROOT, WEBHOOK
from tests.web import stub_answers

by_webhook = pytest.mark.parametrize("_world", [WEBHOOK], indirect=True, scope="session")


@pytest.fixture
def hooked(world: World) -> World:
    return world


def update_of(world: World, update_id: int = 900_000) -> dict[str, object]:
    person = world.person()
    chat = {"id": person.id, "type": "private", "first_name": "x"}
    message = {"message_id": 5, "from": person.as_json(), "chat": chat, "date": 1, "text": "ما دور المؤسسات؟"}
    return {"update_id": update_id, "message": message}


@by_webhook
def test_it_is_set_with_our_secret_and_what_we_want_to_hear(hooked: World) -> None:
    webhook = hooked.emulator.wait(lambda: hooked.emulator.state.webhook)
    assert webhook.url == f"{PUBLIC_URL}/telegram/webhook"
    assert webhook.secret == HOOK_SECRET
    assert webhook.allowed == ["message", "edited_message", "callback_query", "my_chat_member"]


@by_webhook
@pytest.mark.parametrize("secret", ["", "wrong", HOOK_SECRET + "x", HOOK_SECRET[:-1]])
def test_who_does_not_know_the_secret_is_turned_away(hooked: World, secret: str) -> None:
    assert hooked.process.post(update_of(hooked), secret=secret).status_code == 403
    hooked.emulator.settled()
    assert hooked.stub.received == []


@by_webhook
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"{}", b'{"update_id": "x"}', b"null"])
def test_what_is_no_update_is_acknowledged_and_let_go(hooked: World, body: bytes) -> None:
    assert hooked.process.post(body).status_code == 200
    assert hooked.stub.received == []


@by_webhook
def test_another_method_is_refused(hooked: World) -> None:
    assert httpx.get(hooked.emulator.reached_at, trust_env=False).status_code == 405


@by_webhook
def test_an_update_larger_than_a_visitor_s_message_is_taken(hooked: World) -> None:
    update = update_of(hooked, 900_100)
    long = {"message_id": 1, "date": 1, "chat": update["message"]["chat"], "text": "س" * 4096}  # type: ignore[index]
    update["message"]["reply_to_message"] = {**long, "entities": entities(100)}  # type: ignore[index]
    update["message"]["entities"] = entities(100)  # type: ignore[index]
    body = json.dumps({**update, "more": "س" * 12_000}).encode()
    assert len(body) > 64 * 1024
    assert hooked.process.post(body).status_code == 200
    hooked.emulator.wait(lambda: hooked.stub.received, what="the question")


def entities(count: int) -> list[dict[str, object]]:
    return [{"type": "bold", "offset": 0, "length": 1}] * count


@by_webhook
def test_the_same_update_over_two_lines_at_once_is_taken_once(hooked: World) -> None:
    update = update_of(hooked, 900_200)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: hooked.process.post(update).status_code, range(8)))
    assert statuses == [200] * 8
    hooked.emulator.settled(0.5)
    assert len(hooked.stub.received) == 1


def test_where_the_mode_is_polling_web_has_no_such_door(start_world: Callable[..., World]) -> None:
    world = start_world(WEBHOOK)
    world.process.stop()
    world.process.settings["DALEEL_TELEGRAM_MODE"] = POLLING
    web = subprocess.Popen([sys.executable, "-m", "web"], cwd=ROOT, env=world.process.environment)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                assert world.process.post({"update_id": 1}).status_code == 404
                break
            except httpx.TransportError:
                time.sleep(0.1)
    finally:
        web.terminate()
        web.wait(10)


def test_the_poller_takes_a_webhook_down_that_stands_in_its_way(start_world: Callable[..., World]) -> None:
    world = start_world(WEBHOOK)
    world.process.stop()
    person = world.person()
    world.emulator.reached_at = "http://127.0.0.1:1/nowhere"
    world.emulator.say(person, "ما دور المؤسسات؟")
    world.process.mode = world.process.settings["DALEEL_TELEGRAM_MODE"] = POLLING
    world.process.start()
    assert stub_answers.QUOTE in world.emulator.wait_for(person.id)[0].text
    assert world.emulator.state.webhook is None
