"""Whose pages may talk to the API, and under which names we answer."""

from __future__ import annotations

import pytest
from django.test import override_settings

from tests.web.in_process import daleel, request

PARTNER = "https://partner.example"
HISTORY = "/api/chat/history"


@pytest.fixture(autouse=True)
def partner():
    with daleel(origins=(PARTNER,)), override_settings(ALLOWED_HOSTS=["localhost"]):
        yield


@pytest.mark.parametrize("origin", [PARTNER, "http://localhost"])
def test_an_allowed_page_may_read_the_answer(origin):
    response = request(HISTORY, headers={"Origin": origin})
    assert response.status_code == 401  # no session yet: the API's own answer
    assert response.headers["Access-Control-Allow-Origin"] == origin
    exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"X-Request-ID", "Retry-After"} <= set(exposed)
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://partner.example",  # without TLS
        "https://partner.example:8443",
        "https://partner.example.evil.example",
        "https://sub.partner.example",
        "https://localhost",
        "http://localhost:8001",
        "null",
        "",
        "https://partner.example, https://evil.example",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_another_page_is_refused_in_the_form_of_every_error(origin, method):
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    response = request("/api/chat/session", method, headers=asked)
    assert response.status_code == 403
    error = response.json()["error"]
    assert error["code"] == "origin_not_allowed"
    assert error["message"] == "لا يُسمح لهذا الموقع باستعمال المساعد."
    assert error["request_id"] == response.headers["X-Request-ID"]
    assert (
        response.headers["Access-Control-Allow-Origin"] == "*"
    )  # of the refusal, which a preflight fails by
    assert "Access-Control-Allow-Methods" not in response.headers
    assert "Origin" in response.headers["Vary"]


def test_a_preflight_is_answered_without_the_view():
    asked = {
        "Origin": PARTNER,
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "authorization",
    }
    response = request("/api/chat/session", "OPTIONS", headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == PARTNER
    assert response.headers["Access-Control-Allow-Methods"] == "GET, POST, DELETE"
    assert response.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"
    assert "Origin" in response.headers["Vary"]


def test_options_without_a_preflight_is_a_method_that_is_not_there():
    response = request(HISTORY, "OPTIONS", headers={"Origin": PARTNER})
    assert response.json()["error"]["code"] == "method_not_allowed"


def test_who_is_no_browser_has_no_origin_and_is_answered_the_same_to_every_cache():
    response = request(HISTORY)
    assert response.status_code == 401
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Origin" in response.headers["Vary"]


def test_our_own_origin_behind_a_proxy_is_the_one_that_the_visitor_sees():
    asked = {"Origin": "https://localhost", "X-Forwarded-Proto": "https"}
    assert request(HISTORY, headers=asked).status_code == 403  # anybody can send that header
    with daleel(trusted_proxies=1):
        assert request(HISTORY, headers=asked).status_code == 401
        assert request(HISTORY, headers={**asked, "Origin": "http://localhost"}).status_code == 403


def test_a_foreign_page_that_only_shows_ours_needs_no_leave():
    assert request("/", headers={"Origin": "https://evil.example"}).status_code == 200


@pytest.mark.parametrize("path", ["/", HISTORY, "/embed"])
def test_a_name_that_is_not_ours_is_refused(path):
    assert request(path, host="rebound.example").status_code == 400


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_a_probe_may_use_any_name(path):
    assert request(path, host="10.1.2.3:8000").status_code == 200
