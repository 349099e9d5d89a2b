"""Files: the widget at its short address, the rest under /static/, and nothing else of the disk."""

from __future__ import annotations

import asyncio
import gzip
import os

import httpx
import pytest

from tests.web.in_process import daleel, request
from web.static_files import StaticFiles

WIDGET = "customElements.define('sme-chat', class extends HTMLElement {});\n" * 40
PARTNER = "https://partner.example"


@pytest.fixture
def folder(tmp_path):
    """A folder of files, beside one that nobody may see."""
    folder = tmp_path / "static"
    (folder / "fonts").mkdir(parents=True)
    (folder / "widget.js").write_text(WIDGET, encoding="utf-8")
    (folder / "fonts/plex.woff2").write_bytes(bytes(range(256)))
    (folder / "notes.py").write_text("SECRET = 1\n")
    (tmp_path / "secret.css").write_text("secret")
    return folder


@pytest.fixture
def fetch(folder):
    """Fetch a path from the folder."""
    files = StaticFiles(folder / "widget.js", [folder])

    def fetch(path, method="GET", **headers):
        async def send():
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app=files), base_url="http://localhost"
            ) as http:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await http.request(method, path, headers={"Accept-Encoding": "identity", **named})

        return asyncio.run(send())

    return fetch


def test_the_widget_is_served_as_a_script_that_any_page_may_load(fetch):
    response = fetch("/widget.js")
    assert response.text == WIDGET
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Vary"] == "Accept-Encoding, Origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, GZIP;q=0.5", "*"])
def test_it_goes_out_compressed_to_who_takes_that(fetch, accepted):
    response = fetch("/widget.js", Accept_Encoding=accepted)
    assert response.headers["Content-Encoding"] == "gzip"
    assert int(response.headers["Content-Length"]) == len(gzip.compress(WIDGET.encode(), mtime=0))
    assert response.text == WIDGET


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_it_goes_out_plain_to_who_does_not(fetch, accepted):
    response = fetch("/widget.js", Accept_Encoding=accepted)
    assert "Content-Encoding" not in response.headers
    assert response.text == WIDGET


def test_who_has_a_file_does_not_get_it_again(fetch):
    tag = fetch("/widget.js").headers["ETag"]
    for held in (tag, f"W/{tag}", f'"other", {tag}'):
        response = fetch("/widget.js", If_None_Match=held)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == tag
        assert response.headers["Cache-Control"] == "public, max-age=300"
    assert fetch("/widget.js", If_None_Match='"other"').status_code == 200


def test_the_compressed_form_has_a_tag_of_its_own(fetch):
    tag = fetch("/widget.js").headers["ETag"]
    assert fetch("/widget.js", Accept_Encoding="gzip", If_None_Match=tag).status_code == 200


def test_a_file_that_is_built_anew_is_served_anew(fetch, folder):
    before = fetch("/widget.js").headers["ETag"]
    (folder / "widget.js").write_text("changed")
    os.utime(folder / "widget.js", ns=(1, 1))
    response = fetch("/widget.js")
    assert response.text == "changed"
    assert response.headers["ETag"] != before


def test_a_widget_that_is_not_built_yet_is_not_found_until_it_is(fetch, folder):
    (folder / "widget.js").rename(folder / "aside.js")
    assert fetch("/widget.js").status_code == 404
    (folder / "aside.js").rename(folder / "widget.js")
    assert fetch("/widget.js").status_code == 200


def test_fonts_are_kept_longer_and_are_not_compressed_twice(fetch):
    response = fetch("/static/fonts/plex.woff2", Accept_Encoding="gzip")
    assert response.content == bytes(range(256))
    assert response.headers["Content-Type"] == "font/woff2"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert "Content-Encoding" not in response.headers


def test_what_is_asked_for_by_its_version_is_kept_longer(fetch):
    assert fetch("/static/widget.js?v=1f0c").headers["Cache-Control"] == "public, max-age=86400"
    assert fetch("/static/widget.js?w=1f0c").headers["Cache-Control"] == "public, max-age=300"


def test_fonts_may_be_used_by_allowed_pages_alone(fetch):
    with daleel(origins=(PARTNER,)):
        allowed = fetch("/static/fonts/plex.woff2", Origin=PARTNER)
        foreign = fetch("/static/fonts/plex.woff2", Origin="https://evil.example")
    assert allowed.headers["Access-Control-Allow-Origin"] == PARTNER
    assert "Access-Control-Allow-Origin" not in foreign.headers
    assert "Origin" in foreign.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../secret.css", "/static/%2e%2e/secret.css", "/static/..%2fsecret.css",
        "/static//etc/passwd", "/static/fonts/../../secret.css", "/static/", "/static/fonts",
        "/static/fonts/", "/static/notes.py", "/static/widget.js%00.css", "/static/..\\secret.css",
        "/static/none.css",
    ],
)  # fmt: skip
def test_nothing_but_the_known_files_is_there(fetch, path):
    response = fetch(path)
    assert response.status_code == 404
    assert response.text == "لا يوجد شيء في هذا العنوان."
    assert response.headers["Cache-Control"] == "no-store"


def test_head_says_what_get_would_send(fetch):
    got, head = fetch("/widget.js"), fetch("/widget.js", "HEAD")
    assert head.content == b""
    assert head.headers == got.headers


def test_files_are_only_read(fetch):
    response = fetch("/widget.js", "POST")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_the_sites_own_files_are_served_beside_django():
    response = request("/static/site/base.css")
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "--green" in response.text
    assert "X-Request-ID" not in response.headers  # Django never saw it
