"""A site on this machine, read by the command as anybody's: over HTTP, politely, until its pages are live."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from documents.public_address import PublicOnly
from tests.sources.conftest import PARAGRAPHS

pytestmark = pytest.mark.process

HOST = "guide.example"
PRIVATE = "intern.example"  # a name that somebody points into a private network
POLITE_SECONDS = 0.95  # from one request to the next; a second is waited


class Site:
    """`pages` by path: a body, or where it redirects to; `asked` is when which path was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | str] = {}
        self.asked: list[tuple[float, str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((time.monotonic(), self.headers["Host"], self.path))
                found = site.pages.get(self.path)
                self.send_response(404 if found is None else 302 if isinstance(found, str) else 200)
                if isinstance(found, str):
                    self.send_header("Location", found)
                kind = "text/plain" if self.path == "/robots.txt" else "text/html"
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.end_headers()
                self.wfile.write(found if isinstance(found, bytes) else b"")

            def log_message(self, *_: object) -> None:
                """Tests look at `asked`."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def site(folder, monkeypatch) -> Iterator[Site]:
    """Reached by its name; that alone, of all addresses that are not public, may be."""
    from web.sources import crawling

    async def resolve(host: str, port: int) -> list[str]:
        return {HOST: ["127.0.0.1"], PRIVATE: ["10.9.8.7"]}.get(host, [])

    transport = PublicOnly(allowed=frozenset({"127.0.0.1"}), resolve=resolve)
    monkeypatch.setattr(crawling, "read_site", partial(crawling.read_site, transport=transport))
    found = Site()
    yield found
    found.server.shutdown()
    found.server.server_close()


def page(title: str, text: str, *links: str) -> bytes:
    named = "".join(f'<a href="{link}">{link}</a>' for link in links)
    head = f"<head><title>{title}</title></head>"
    return (
        f"<html lang=ar>{head}<body><main><h1>{title}</h1><p>{text}</p></main>{named}</body></html>".encode()
    )


def crawl(address: str) -> tuple[int, str]:
    from django.core.management import call_command

    out = io.StringIO()
    try:
        call_command("sources", "crawl", address, "--depth", "1", stdout=out)
    except SystemExit as error:
        return int(error.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_a_sites_pages_go_live_and_nothing_else_is_asked_for(site: Site, index) -> None:
    start = f"http://{HOST}:{site.port}"
    site.pages |= {
        "/robots.txt": f"User-agent: *\nDisallow: /hidden\nSitemap: {start}/sitemap.xml".encode(),
        "/sitemap.xml": f"<urlset><url><loc>{start}/loans</loc></url>"
        f"<url><loc>{start}/hidden</loc></url></urlset>".encode(),
        "/": page("دليل المؤسسات", PARAGRAPHS[0], "/tax", "/away", "/own", "/hidden"),
        "/loans": page("القروض", PARAGRAPHS[1]),
        "/tax": page("الضرائب", PARAGRAPHS[2]),
        "/hidden": page("سر", "لا يقرأ."),
        "/away": f"http://{PRIVATE}:{site.port}/secret",
        "/own": f"http://localhost:{site.port}/secret",
    }
    code, said = crawl(f"{start}/")
    assert (code, said.count("Live")) == (0, 3), said
    texts = " ".join(text for texts in index().values() for text in texts)
    assert all(paragraph.split(". ")[0] in texts for paragraph in PARAGRAPHS)
    assert "لا يقرأ" not in texts
    assert {host for _, host, _ in site.asked} == {f"{HOST}:{site.port}"}
    assert {path for *_, path in site.asked} == set(site.pages) - {"/hidden"}
    times = [moment for moment, *_ in site.asked]
    assert times[-1] - times[0] > POLITE_SECONDS * (len(times) - 1)


def test_a_site_that_leads_into_a_private_network_is_refused_in_a_sentence(site: Site) -> None:
    code, said = crawl(f"http://{PRIVATE}:{site.port}/")
    assert code == 1
    assert "private network" in said
    site.pages["/"] = f"http://{PRIVATE}:{site.port}/"
    code, said = crawl(f"http://{HOST}:{site.port}/")
    assert code == 1
    assert not any(PRIVATE in host for _, host, _ in site.asked)
