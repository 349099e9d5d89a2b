"""POST and DELETE /api/chat/session on the real process."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.web.web_process import WebProcess, bearer


def test_a_session_is_opened_and_renewed(web_server: WebProcess) -> None:
    opened = web_server.http.post("/api/chat/session", json={"language": "fr"})
    assert opened.status_code == 201
    assert set(opened.json()) == {"token", "expires_at"}
    left = datetime.fromisoformat(opened.json()["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=29) < left <= timedelta(days=30)
    assert opened.headers["cache-control"] == "no-store"
    assert "set-cookie" not in opened.headers

    web_server.ask(opened.json()["token"], "ما دور المؤسسات؟")
    renewed = web_server.http.post("/api/chat/session", json={}, headers=bearer(opened.json()["token"]))
    assert renewed.status_code == 200
    web_server.ask(renewed.json()["token"], "وما التحديات؟")
    senders = {each.sender_id for each in web_server.stub.received}
    assert len(senders) == 1
    assert re.fullmatch(r"web-[0-9a-f]{32}", senders.pop())


@pytest.mark.parametrize("token", ["Bearer", "nonsense", "a:b:c", "x" * 5000])
def test_who_has_no_good_token_gets_a_session_of_his_own(web_server: WebProcess, token: str) -> None:
    response = web_server.http.post("/api/chat/session", json={}, headers=bearer(token))
    assert response.status_code == 201


@pytest.mark.parametrize(
    "body", [{"language": "de"}, {"language": 5}, {"language": ["ar"]}, {"sender": "web-1"}]
)
def test_another_form_is_refused(web_server: WebProcess, body: dict[str, Any]) -> None:
    response = web_server.http.post("/api/chat/session", json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (400, "bad_form")


def test_sessions_of_one_address_are_limited_and_renewals_are_not(
    start_web: Callable[..., WebProcess],
) -> None:
    web = start_web(DALEEL_RATE_NEW_SESSIONS="2/60", DALEEL_TRUSTED_PROXIES="1")

    def open_from(address: str, **headers: str) -> Any:
        headers["X-Forwarded-For"] = address
        return web.http.post("/api/chat/session", json={}, headers=headers)

    token = open_from("1.1.1.1").json()["token"]
    assert open_from("1.1.1.1").status_code == 201
    refused = open_from("1.1.1.1")
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many_sessions")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert open_from("2.2.2.2").status_code == 201
    assert open_from("1.1.1.1", **bearer(token)).status_code == 200


def test_an_erased_session_is_known_no_more(web_server: WebProcess) -> None:
    token = web_server.open_session()
    assert web_server.ask(token).status_code == 200
    assert web_server.http.delete("/api/chat/session", headers=bearer(token)).status_code == 204
    for again in (web_server.ask(token), web_server.http.delete("/api/chat/session", headers=bearer(token))):
        assert (again.status_code, again.json()["error"]["code"]) == (401, "session_unknown")
    assert web_server.http.post("/api/chat/session", json={}, headers=bearer(token)).status_code == 201
