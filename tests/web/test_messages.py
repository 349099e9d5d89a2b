"""POST /api/chat/messages on the real process: what is taken, answered and refused, and in which order."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import httpx
import pytest

from tests.web.stub_answers import QUOTE, button
from tests.web.web_process import WebProcess, bearer


def code_of(response: httpx.Response) -> tuple[int, str]:
    error = response.json()["error"]
    assert set(error) == {"code", "message", "request_id"}
    assert error["request_id"] == response.headers["X-Request-ID"]
    return response.status_code, error["code"]


@pytest.fixture
def token(web_server: WebProcess) -> str:
    return web_server.open_session()


def test_a_message_is_answered(web_server: WebProcess, token: str) -> None:
    response = web_server.ask(token, "  ما دور \u202eالمؤسسات؟ ", key="key-00000001")
    assert response.status_code == 200
    turn = response.json()
    assert (turn["key"], turn["state"], turn["asked"]["text"]) == (
        "key-00000001",
        "answered",
        "ما دور المؤسسات؟",
    )
    (reply,) = turn["replies"]
    assert reply["sources"][0]["quote"] == QUOTE
    (received,) = web_server.stub.received
    assert received.said == "ما دور المؤسسات؟"
    assert received.metadata == {
        "surface": "web",
        "turn": "key-00000001",
        "request_id": response.headers["X-Request-ID"],
    }


def test_a_fresh_answer_is_what_the_history_shows(web_server: WebProcess, token: str) -> None:
    fresh = [
        web_server.ask(token, "عدد الأدوار").json(),
        web_server.ask(token, payload=button("", "sme-roles/economic/p-2")["payload"]).json(),
        web_server.ask(token, "مرحبا").json(),
    ]
    assert [turn["asked"]["title"] for turn in fresh] == [None, "توزيع الصناعات", None]
    history = web_server.http.get("/api/chat/history", headers=bearer(token)).json()["turns"]
    for turn in (*fresh, *history):
        for each in (turn["asked"], *turn["replies"]):
            assert each.pop("at")
    assert history == fresh


def test_the_same_key_is_answered_once(web_server: WebProcess, token: str) -> None:
    key = uuid.uuid4().hex
    first = web_server.ask(token, "عدد الأدوار", key=key).json()
    again = web_server.ask(token, " عدد الأدوار\u0000", key=key).json()
    assert len(web_server.stub.received) == 1
    assert again["replies"][0]["answer_id"] == first["replies"][0]["answer_id"]
    assert [reply["text"] for reply in again["replies"]] == [reply["text"] for reply in first["replies"]]
    assert code_of(web_server.ask(token, "سؤال آخر", key=key)) == (409, "key_reused")
    another = web_server.open_session()
    assert web_server.ask(another, "سؤال آخر", key=key).status_code == 200


def test_the_same_key_joins_the_turn_under_way(web_server: WebProcess, token: str) -> None:
    web_server.stub.is_to.delay_seconds = 0.5
    key = uuid.uuid4().hex
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(web_server.ask, token, "عدد الأدوار", key=key) for _ in range(8)]
        time.sleep(0.2)
        assert code_of(web_server.ask(token, "سؤال آخر", key=key)) == (409, "key_reused")
        bodies = {each.result().text for each in asked}
    assert len(bodies) == 1
    assert len(web_server.stub.received) == 1


def test_a_burst_is_answered_in_order_and_its_end_refused(web_server: WebProcess, token: str) -> None:
    web_server.stub.is_to.delay_seconds = 1.0
    with ThreadPoolExecutor(8) as pool:
        asked = []
        for number in range(7):
            asked.append(pool.submit(web_server.ask, token, f"سؤال {number}"))
            time.sleep(0.1)
        *answered, last = [each.result() for each in asked]
    assert [each.status_code for each in answered] == [200] * 6
    assert code_of(last) == (429, "too_many_waiting")
    assert int(last.headers["Retry-After"]) >= 1
    received = web_server.stub.received
    assert [each.said for each in received] == [f"سؤال {number}" for number in range(6)]
    assert all(before.ended <= after.began for before, after in pairwise(received))


def test_sessions_are_answered_side_by_side(web_server: WebProcess) -> None:
    tokens = [web_server.open_session() for _ in range(6)]
    web_server.stub.is_to.delay_seconds = 0.5
    began = time.monotonic()
    with ThreadPoolExecutor(6) as pool:
        codes = [each.status_code for each in pool.map(web_server.ask, tokens)]
    assert codes == [200] * 6
    assert time.monotonic() - began < 2.5


def test_a_visitor_who_leaves_finds_the_answer_on_return(web_server: WebProcess, token: str) -> None:
    web_server.stub.is_to.delay_seconds = 0.6
    body = {"key": "left-and-came-back", "text": "عدد الأدوار"}
    with pytest.raises(httpx.ReadTimeout):
        web_server.http.post("/api/chat/messages", json=body, headers=bearer(token), timeout=0.2)
    time.sleep(0.8)
    history = web_server.http.get("/api/chat/history", headers=bearer(token)).json()
    assert [(turn["key"], turn["state"]) for turn in history["turns"]] == [("left-and-came-back", "answered")]
    assert web_server.ask(token, "عدد الأدوار", key="left-and-came-back").status_code == 200
    assert len(web_server.stub.received) == 1


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "session_missing"),
        ({"Authorization": "Basic abc"}, "session_missing"),
        ({"Authorization": "Bearer"}, "session_missing"),
        ({"Authorization": "Bearer abc"}, "session_invalid"),
    ],
)
def test_without_a_session_nothing_is_asked(
    web_server: WebProcess, headers: dict[str, str], code: str
) -> None:
    body = {"key": uuid.uuid4().hex, "text": "ما دور المؤسسات؟"}
    response = web_server.http.post("/api/chat/messages", json=body, headers=headers)
    assert code_of(response) == (401, code)
    assert web_server.stub.received == []


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"text": "..."}, (422, "empty_text")),
        ({"text": "ا" * 1001}, (413, "too_long")),
        ({"text": None}, (400, "bad_form")),
        ({"key": "x"}, (400, "bad_form")),
        ({"payload": "/restart"}, (400, "bad_payload")),  # refused by Rasa's channel
        ({"payload": "restart"}, (400, "bad_payload")),
    ],
)
def test_a_bad_message_is_refused(
    web_server: WebProcess, token: str, fields: dict[str, Any], refused: tuple[int, str]
) -> None:
    assert code_of(web_server.ask(token, **fields)) == refused
    assert web_server.stub.received == []
    history = web_server.http.get("/api/chat/history", headers=bearer(token)).json()
    assert (history["turns"], history["pending"]) == ([], [])


def test_a_session_is_limited_and_what_was_answered_is_still_told(
    start_web: Callable[..., WebProcess],
) -> None:
    web = start_web(DALEEL_RATE_SESSION="3/60")
    token, other = web.open_session(), web.open_session()
    keys = [uuid.uuid4().hex for _ in range(3)]
    for key in keys[:2]:
        for _ in range(4):  # a pressed retry costs nothing
            assert web.ask(token, key=key).status_code == 200
    assert web.ask(token, key=keys[2]).status_code == 200
    refused = web.ask(token)
    assert code_of(refused) == (429, "too_many_messages")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert web.ask(token, key=keys[0]).status_code == 200
    assert web.ask(other).status_code == 200
    assert len(web.stub.received) == 4


def test_an_address_is_limited_whatever_its_sessions(start_web: Callable[..., WebProcess]) -> None:
    web = start_web(DALEEL_RATE_ADDRESS="3/60", DALEEL_TRUSTED_PROXIES="1")

    def ask_from(address: str) -> httpx.Response:
        body = {"key": uuid.uuid4().hex, "text": "ما دور المؤسسات؟"}
        headers = {**bearer(web.open_session()), "X-Forwarded-For": f"9.9.9.9, {address}"}
        return web.http.post("/api/chat/messages", json=body, headers=headers)

    assert [ask_from("1.1.1.1").status_code for _ in range(3)] == [200] * 3
    assert code_of(ask_from("1.1.1.1")) == (429, "too_many_messages")
    assert ask_from("2.2.2.2").status_code == 200


def test_every_message_has_its_line_and_no_line_its_words(web_server: WebProcess, token: str) -> None:
    answered = web_server.ask(token, "كلمة فريدة جدا")
    web_server.stub.is_to.raw = (500, "كلمة فريدة جدا".encode())
    failed = web_server.ask(token, "كلمة فريدة جدا")
    log = web_server.log()
    lines = [line for line in log.splitlines() if f"[{answered.headers['X-Request-ID']}]" in line]
    assert any("answered" in line and "rasa" in line for line in lines)
    assert f"[{failed.headers['X-Request-ID']}]" in log
    assert "فريدة" not in log
    assert token not in log
