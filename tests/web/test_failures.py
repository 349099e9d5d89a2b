"""What a visitor is told when Rasa fails, and what becomes of the turn."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.web.conftest import SECRET
from tests.web.stub_answers import message
from tests.web.stub_rasa import StubRasa
from tests.web.web_process import WebProcess, bearer

APOLOGY = [message("أعتذر", metadata={"utter_action": "utter_apology"})]
GOOD = {"message_id": "m", "intent": {}, "messages": [message("نعم")]}


def told(response: httpx.Response) -> tuple[int, str]:
    error = response.json()["error"]
    if response.status_code >= 500:
        assert error["message"].startswith("أعتذر")
    return response.status_code, error["code"]


@pytest.mark.parametrize(
    "raw",
    [
        (500, b"Internal Server Error"),
        (503, b'{"error": {"code": "bad_payload"}}'),
        (404, b"{}"),
        (401, b'{"error": {"code": "wrong_secret", "message": "x"}}'),
        (302, b""),
        (200, b""),
        (200, b"<html>"),
        (200, b"[" * 100_000),
        (200, b"[]"),
        (200, b"null"),
        (200, b'{"messages": [{"text": "x"}]}'),
        (200, json.dumps({**GOOD, "messages": []}).encode()),
        (200, json.dumps({**GOOD, "messages": ["x"]}).encode()),
        (200, json.dumps({**GOOD, "message_id": "m" * 65}).encode()),
        (200, json.dumps({**GOOD, "messages": APOLOGY}).encode()),
    ],
)
def test_anything_but_an_answer_is_apologised_for(web_server: WebProcess, raw: tuple[int, bytes]) -> None:
    token = web_server.open_session()
    web_server.stub.is_to.raw = raw
    assert told(web_server.ask(token)) == (502, "assistant_failed")
    assert len(web_server.stub.received) == 1


def test_a_failed_message_is_asked_again_when_it_is_sent_again(web_server: WebProcess) -> None:
    token, key = web_server.open_session(), uuid.uuid4().hex
    web_server.stub.is_to.raw = (500, b"")
    assert told(web_server.ask(token, key=key)) == (502, "assistant_failed")
    assert states(web_server, token) == {key: "failed"}
    web_server.stub.is_to.raw = None
    assert web_server.ask(token, key=key).json()["state"] == "answered"
    assert len(web_server.stub.received) == 2


def test_a_connection_cut_in_a_turn_is_not_asked_twice(web_server: WebProcess) -> None:
    token = web_server.open_session()
    web_server.stub.is_to.hang_up = True
    assert told(web_server.ask(token)) == (502, "assistant_failed")
    assert len(web_server.stub.received) == 1


def test_an_answer_that_is_not_in_the_log_is_asked_for_again(web_server: WebProcess) -> None:
    token, key = web_server.open_session(), uuid.uuid4().hex
    web_server.stub.is_to.forget = True
    assert web_server.ask(token, key=key).status_code == 200
    assert web_server.ask(token, key=key).status_code == 200
    assert len(web_server.stub.received) == 2


def test_a_slow_answer_is_apologised_for_and_found_later(start_web: Callable[..., WebProcess]) -> None:
    web = start_web(DALEEL_TURN_SECONDS="1")
    token, key = web.open_session(), uuid.uuid4().hex
    web.stub.is_to.delay_seconds = 1.6
    assert told(web.ask(token, key=key)) == (504, "assistant_slow")
    in_time(lambda: states(web, token) == {key: "answered"})  # Rasa ends the turn all the same
    again = web.ask(token, key=key)
    assert again.json()["state"] == "answered"
    assert again.json()["replies"] == web.ask(token, key=key).json()["replies"]
    assert len(web.stub.received) == 1


def test_without_rasa_the_visitor_is_told_when_to_return(start_web: Callable[..., WebProcess]) -> None:
    web = start_web()
    token, key = web.open_session(), uuid.uuid4().hex
    assert web.ask(token).status_code == 200
    web.stub.stop()
    gone = web.ask(token, key=key)
    assert told(gone) in ((503, "assistant_unavailable"), (502, "assistant_failed"))
    gone = web.ask(token, key=key)
    assert told(gone) == (503, "assistant_unavailable")
    assert int(gone.headers["Retry-After"]) >= 1
    web.stub.start()
    in_time(lambda: web.ask(token, key=key).status_code == 200)


def test_a_dead_workers_sessions_move_and_come_back(
    start_web: Callable[..., WebProcess], tmp_path: Path
) -> None:
    with StubRasa(tmp_path / "tracker.db", SECRET) as second:  # both write to one log, as workers do
        web = start_web(second)
        tokens = [web.open_session() for _ in range(12)]
        assert [web.ask(token).status_code for token in tokens] == [200] * 12
        own = {each.sender_id for each in second.received}
        assert 0 < len(own) < 12
        assert len(web.stub.received) == 12 - len(own)

        second.stop()
        time.sleep(0.1)
        assert [web.ask(token).status_code for token in tokens] == [200] * 12
        assert own <= {each.sender_id for each in web.stub.received}

        second.reset()
        in_time(lambda: [web.ask(token).status_code for token in tokens] and second.received)
        web.stub.reset()
        second.reset()
        assert [web.ask(token).status_code for token in tokens] == [200] * 12
        assert {each.sender_id for each in second.received} == own
        assert len(web.stub.received) == 12 - len(own)


def test_turns_that_waited_when_the_process_died_are_found_or_asked(
    start_web: Callable[..., WebProcess],
) -> None:
    web = start_web()
    token, answered, lost = web.open_session(), uuid.uuid4().hex, uuid.uuid4().hex
    web.stub.is_to.delay_seconds = 2
    for key in (answered, lost):
        with pytest.raises(httpx.ReadTimeout):
            body = {"key": key, "text": "ما دور المؤسسات؟"}
            web.http.post("/api/chat/messages", json=body, headers=bearer(token), timeout=0.2)
        in_time(lambda key=key: states(web, token).get(key) == "pending")
    web.stop(at_once=True)
    web.stub.is_to.delay_seconds = 0
    in_time(lambda: web.stub.received[0].ended)  # Rasa ends the first
    time.sleep(0.5)
    web.start()
    assert web.ask(token, key=answered).json()["state"] == "answered"
    assert len(web.stub.received) == 1
    assert web.ask(token, key=lost).json()["state"] == "answered"
    assert len(web.stub.received) == 2


def states(web: WebProcess, token: str) -> dict[str, str]:
    turns = web.http.get("/api/chat/history", headers=bearer(token)).json()["turns"]
    return {turn["key"]: turn["state"] for turn in turns}


def in_time(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)
