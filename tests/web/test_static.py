"""Files: the widget at its short address, the rest under /static/, and nothing else of the disk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.in_process import daleel, request

WIDGET = Path("web/chat/static/widget.js")
FONT = "/static/fonts/plex-arabic-400.woff2"
PARTNER = "https://partner.example"


def fetch(path, method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return request(path, method, headers={"Accept-Encoding": "identity", **named})


def test_the_widget_is_served_as_a_script_that_any_page_may_load():
    response = fetch("/widget.js")
    assert response.text == WIDGET.read_text(encoding="utf-8")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "max-age=300, public"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Vary"] == "Accept-Encoding, Origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.5"])
def test_it_goes_out_compressed_to_who_takes_that(accepted):
    response = fetch("/widget.js", Accept_Encoding=accepted)
    assert response.headers["Content-Encoding"] == "gzip"
    assert int(response.headers["Content-Length"]) < WIDGET.stat().st_size / 2
    assert response.text == WIDGET.read_text(encoding="utf-8")


@pytest.mark.parametrize("accepted", ["identity", "br"])
def test_it_goes_out_plain_to_who_does_not(accepted):
    response = fetch("/widget.js", Accept_Encoding=accepted)
    assert "Content-Encoding" not in response.headers
    assert response.text == WIDGET.read_text(encoding="utf-8")


def test_who_has_a_file_does_not_get_it_again():
    tag = fetch("/widget.js").headers["ETag"]
    response = fetch("/widget.js", If_None_Match=tag)
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == tag
    assert response.headers["Cache-Control"] == "max-age=300, public"
    assert fetch("/widget.js", If_None_Match='"other"').status_code == 200


def test_fonts_are_kept_longer_and_are_not_compressed_twice():
    response = fetch(FONT, Accept_Encoding="gzip")
    assert response.content == Path("web/chat", FONT[1:]).read_bytes()
    assert response.headers["Content-Type"] == "font/woff2"
    assert response.headers["Cache-Control"] == "max-age=86400, public"
    assert "Content-Encoding" not in response.headers


def test_what_is_asked_for_by_its_version_is_kept_longer():
    assert fetch("/static/panel.ar.js?v=1f0c").headers["Cache-Control"] == "max-age=86400, public"
    assert fetch("/static/panel.ar.js?w=1f0c").headers["Cache-Control"] == "max-age=300, public"


def test_a_page_names_its_files_by_their_content_and_those_are_kept_for_ever():
    found = re.search(r'href="(/static/site/base\.[0-9a-f]{12}\.css)"', fetch("/").text)
    assert found
    response = fetch(found[1])
    assert response.text == Path("web/site/static/site/base.css").read_text(encoding="utf-8")
    assert "immutable" in response.headers["Cache-Control"]


def test_fonts_may_be_used_by_allowed_pages_alone():
    with daleel(origins=(PARTNER,)):
        allowed = fetch(FONT, Origin=PARTNER)
        foreign = fetch(FONT, Origin="https://evil.example")
    assert allowed.headers["Access-Control-Allow-Origin"] == PARTNER
    assert "Access-Control-Allow-Origin" not in foreign.headers
    assert "Origin" in foreign.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py", "/static/%2e%2e/settings.py", "/static/..%2fsettings.py",
        "/static//etc/passwd", "/static/fonts/../../settings.py", "/static/", "/static/fonts",
        "/static/fonts/", "/static/staticfiles.json/", "/static/widget.js%00.css", "/static/..\\settings.py",
        "/static/none.css",
    ],
)  # fmt: skip
def test_nothing_but_the_known_files_is_there(path):
    response = fetch(path)
    assert response.status_code == 404
    assert response.text == "لا يوجد شيء في هذا العنوان."
    assert response.headers["Cache-Control"] == "no-store"


def test_head_says_what_get_would_send():
    got, head = fetch("/widget.js"), fetch("/widget.js", "HEAD")
    assert head.content == b""
    assert {**head.headers, "x-request-id": ""} == {**got.headers, "x-request-id": ""}


def test_files_are_only_read():
    response = fetch("/widget.js", "POST")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_the_sites_own_files_are_served():
    response = request("/static/site/base.css")
    assert response.headers["Content-Type"].startswith("text/css")
    assert "--green" in response.text
