"""What every response says of itself, whoever made it: Django, a file, a refusal."""

from __future__ import annotations

import pytest

from tests.web.in_process import daleel, request

POLICY = {
    *(f"{what} 'none'" for what in ("default-src", "base-uri", "form-action", "frame-ancestors")),
    *(f"{what}-src 'self'" for what in ("script", "style", "font", "img", "connect")),
}
PATHS = ["/", "/en", "/embed", "/healthz", "/metrics", "/api/chat/history", "/static/site/base.css",
         "/static/none.css", "/nothing"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_security_headers(path):
    headers = request(path).headers
    policy = headers["Content-Security-Policy"]
    assert set(policy.split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PATHS)
def test_no_response_sets_a_cookie_or_names_the_server(path):
    headers = request(path).headers
    assert "Set-Cookie" not in headers
    assert "Server" not in headers


@pytest.mark.parametrize("path", ["/", "/static/site/base.css"])
def test_a_browser_is_told_to_stay_with_tls_only_over_tls(path):
    assert "Strict-Transport-Security" not in request(path).headers
    assert request(path, scheme="https").headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/", "/static/site/base.css"])
def test_tls_that_ends_at_a_proxy_counts_where_the_proxy_is_trusted(path):
    forwarded = {"X-Forwarded-Proto": "https"}
    assert "Strict-Transport-Security" not in request(path, headers=forwarded).headers
    with daleel(trusted_proxies=1):
        assert "Strict-Transport-Security" in request(path, headers=forwarded).headers


def test_a_response_says_how_long_it_is():
    response = request("/")
    assert response.headers["Content-Length"] == str(len(response.content))
