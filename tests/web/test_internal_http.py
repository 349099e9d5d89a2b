"""Our processes are asked without a proxy, and certificates are read once."""

from __future__ import annotations

import httpx
import pytest

from web import internal_http


def test_certificates_are_read_once(monkeypatch: pytest.MonkeyPatch, web_server) -> None:
    internal_http._certificates.cache_clear()
    read = []
    real = httpx.create_ssl_context
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **options: read.append(1) or real(**options))
    for _ in range(3):
        assert internal_http.request("GET", web_server.url + "/healthz").status_code == 200
    with internal_http.client(base_url=web_server.url) as http:
        assert http.get("/healthz").status_code == 200
    assert len(read) == 1


def test_a_proxy_of_the_environment_is_passed_by(monkeypatch: pytest.MonkeyPatch, web_server) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody is there
    assert internal_http.request("GET", web_server.url + "/healthz").status_code == 200
