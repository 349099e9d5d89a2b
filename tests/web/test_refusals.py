"""Every refusal of the API is as its description says."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.web.described import PREFIX, conforms
from tests.web.web_process import WebProcess, bearer


@pytest.fixture
def token(web_server: WebProcess) -> str:
    return web_server.open_session()


REFUSALS: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("POST", "session", {"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "bad_json"),
    ("POST", "session", {"json": []}, 400, "bad_form"),
    ("POST", "session", {"json": {"language": "de"}}, 400, "bad_form"),
    ("POST", "session", {"content": b"a=1"}, 415, "not_json"),
    ("POST", "session", {"json": {"x": "x" * 20_000}}, 413, "too_long"),
    (
        "POST",
        "session",
        {"json": {}, "headers": {"Origin": "https://elsewhere.example"}},
        403,
        "origin_not_allowed",
    ),
    ("POST", "session", {"json": {}, "headers": {"Host": "elsewhere.example"}}, 400, "bad_request"),
    ("POST", "messages", {"json": {"key": "x" * 8, "text": "!…"}}, 422, "empty_text"),
    ("POST", "messages", {"json": {"key": "x" * 8, "text": "ا" * 1001}}, 413, "too_long"),
    ("POST", "messages", {"json": {"key": "x" * 8, "payload": "no"}}, 400, "bad_payload"),
    ("POST", "messages", {"json": {"key": "x", "text": "سؤال"}}, 400, "bad_form"),
    ("GET", "history?limit=0", {}, 400, "bad_form"),
    ("GET", "history?limit=101", {}, 400, "bad_form"),
    ("GET", "history?limit=٣", {}, 400, "bad_form"),
    ("GET", "history?limit=", {}, 400, "bad_form"),
    ("GET", "history?before=-1", {}, 400, "bad_form"),
    ("GET", "history?before=1e3", {}, 400, "bad_form"),
    ("GET", "history?before=" + "9" * 5000, {}, 400, "bad_form"),
    ("GET", "history?limit=1&limit=2", {}, 400, "bad_form"),
    ("GET", "history?sender_id=web-b", {}, 400, "bad_form"),
    ("GET", "transcript?format=xml", {}, 400, "bad_form"),
    ("GET", "section?answer=x", {}, 400, "bad_form"),
    ("GET", "section?answer=x&passage=y", {}, 404, "answer_unknown"),
    ("GET", "section?answer=%00&passage=y", {}, 404, "answer_unknown"),
    ("POST", "feedback", {"json": {"answer_id": "x", "verdict": "up"}}, 404, "answer_unknown"),
    ("POST", "feedback", {"json": {"answer_id": "x", "verdict": "great"}}, 400, "bad_form"),
]


@pytest.mark.parametrize(
    ("method", "path", "request_", "status", "code"),
    REFUSALS,
    ids=[f"{r[1][:20]}-{r[4]}-{i}" for i, r in enumerate(REFUSALS)],
)
def test_refusals_are_as_described(
    web_server: WebProcess,
    token: str,
    method: str,
    path: str,
    request_: dict[str, Any],
    status: int,
    code: str,
) -> None:
    headers = {**bearer(token), **request_.get("headers", {})}
    response = web_server.http.request(method, PREFIX + path, **{**request_, "headers": headers})
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    conforms(response)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (m, p)
        for m, p in [
            ("DELETE", "session"),
            ("POST", "messages"),
            ("GET", "history"),
            ("GET", "transcript"),
            ("POST", "feedback"),
        ]
    ],
)
@pytest.mark.parametrize(
    ("authorization", "code"),
    [(None, "session_missing"), ("Basic eA==", "session_missing"), ("Bearer x", "session_invalid")],
)
def test_without_a_good_token_nothing_is_told(
    web_server: WebProcess, method: str, path: str, authorization: str | None, code: str
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    body = {"json": {"key": uuid.uuid4().hex, "text": "سؤال"}} if method == "POST" else {}
    response = web_server.http.request(method, PREFIX + path, headers=headers, **body)
    assert (response.status_code, response.json()["error"]["code"]) == (401, code)
    conforms(response)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_the_assistants_failures_are_as_described(start_web: Any, status: int) -> None:
    server = start_web(DALEEL_TURN_SECONDS="1")
    if status == 502:
        server.stub.is_to.raw = (500, b"Traceback (most recent call last)")
    elif status == 504:
        server.stub.is_to.delay_seconds = 2.0
    else:
        server.stub.stop()
    response = server.ask(server.open_session())
    assert response.status_code == status
    conforms(response)
    assert "Traceback" not in response.text


def test_too_many_is_as_described(start_web: Any) -> None:
    server = start_web(DALEEL_RATE_SESSION="1/60", DALEEL_RATE_NEW_SESSIONS="1/60")
    token = server.open_session()
    assert server.ask(token).status_code == 200
    for response in (server.ask(token), server.http.post("/api/chat/session", json={})):
        assert response.status_code == 429
        conforms(response)
        assert 1 <= int(response.headers["Retry-After"]) <= 60


def test_a_reused_key_is_as_described(web_server: WebProcess, token: str) -> None:
    key = uuid.uuid4().hex
    assert web_server.ask(token, "سؤال", key=key).status_code == 200
    response = web_server.ask(token, "سؤال آخر", key=key)
    assert response.status_code == 409
    conforms(response)
