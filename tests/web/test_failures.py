"""What a visitor is told when Rasa fails, and what becomes of the turn."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Callable
from contextlib import closing
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


def test_what_rasa_answered_too_late_is_said_when_it_is_sent_again(
    start_web: Callable[..., WebProcess],
) -> None:
    web = start_web(DALEEL_TURN_SECONDS="1")
    token, key = web.open_session(), uuid.uuid4().hex
    web.stub.is_to.delay_seconds = 1.6
    assert told(web.ask(token, key=key)) == (504, "assistant_slow")
    assert states(web, token) == {key: "failed"}
    again = web.ask(token, key=key)  # Rasa ended the turn all the same
    assert again.json()["state"] == "answered"
    assert again.json()["replies"] == web.ask(token, key=key).json()["replies"]
    assert states(web, token) == {key: "answered"}
    assert len(web.stub.received) == 1


def test_an_apology_is_not_the_answer_to_the_next_try(web_server: WebProcess) -> None:
    token, key = web_server.open_session(), uuid.uuid4().hex
    web_server.stub.is_to.answer = lambda said: APOLOGY
    assert told(web_server.ask(token, key=key)) == (502, "assistant_failed")
    assert states(web_server, token) == {key: "failed"}
    web_server.stub.reset()
    assert web_server.ask(token, key=key).json()["state"] == "answered"
    assert states(web_server, token) == {key: "answered"}


def test_an_apology_for_the_wait_leaves_the_message_its_id(web_server: WebProcess) -> None:
    """Rasa is still at it: under another id it would answer twice."""
    token, key = web_server.open_session(), uuid.uuid4().hex
    wait = {**GOOD, "language": "", "milliseconds": 0.0, "messages": APOLOGY}
    web_server.stub.is_to.raw = (200, json.dumps(wait).encode())
    assert told(web_server.ask(token, key=key)) == (502, "assistant_failed")
    web_server.stub.is_to.raw = None
    assert web_server.ask(token, key=key).json()["state"] == "answered"
    first, second = web_server.stub.received
    assert first.message_id == second.message_id


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


def test_a_process_that_is_killed_between_question_and_answer_loses_and_doubles_nothing(
    start_web: Callable[..., WebProcess],
) -> None:
    web = start_web()
    token, sent, waiting = web.open_session(), uuid.uuid4().hex, uuid.uuid4().hex
    web.stub.is_to.delay_seconds = 2
    for key in (sent, waiting):
        with pytest.raises(httpx.ReadTimeout):
            body = {"key": key, "text": "ما دور المؤسسات؟"}
            web.http.post("/api/chat/messages", json=body, headers=bearer(token), timeout=0.2)
        in_time(lambda key=key: states(web, token).get(key) == "pending")
    web.stop(at_once=True)
    web.stub.is_to.delay_seconds = 0
    in_time(lambda: web.stub.received[0].ended)  # Rasa ends the first
    web.start()
    # Nobody asks: web settles by itself what it left.
    in_time(lambda: states(web, token) == {sent: "answered", waiting: "answered"})
    assert web.ask(token, key=sent).json()["state"] == "answered"
    assert web.ask(token, key=waiting).json()["state"] == "answered"
    assert [each.metadata["turn"] for each in web.stub.received] == [sent, waiting]


def test_an_answer_that_cannot_be_recorded_is_not_given(start_web: Callable[..., WebProcess]) -> None:
    web = start_web()
    token, key = web.open_session(), uuid.uuid4().hex
    assert web.ask(token).status_code == 200
    with closing(sqlite3.connect(web.folder / "web.db")) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON chat_botmessage BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        connection.commit()
        assert told(web.ask(token, key=key)) == (502, "assistant_failed")
        assert states(web, token)[key] == "pending"
        connection.execute("DROP TRIGGER full")
        connection.commit()
    assert web.ask(token, key=key).json()["state"] == "answered"
    assert len(web.stub.received) == 2
    assert list(states(web, token).values()) == ["answered", "answered"]


def states(web: WebProcess, token: str) -> dict[str, str]:
    turns = web.http.get("/api/chat/history", headers=bearer(token)).json()["turns"]
    return {turn["key"]: turn["state"] for turn in turns}


def in_time(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)
