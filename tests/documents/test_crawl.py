"""Reading a site: what is asked for, what is left alone, and what is never sent a request."""

import asyncio
import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from documents.crawl import AGENT, Scope, SitePage, crawl
from documents.errors import SourceError
from documents.links import normal, site_map
from documents.public_address import PublicOnly, is_public
from documents.refusals import SENTENCES

pytestmark = pytest.mark.process

LOOPBACK = frozenset({"127.0.0.1"})
FAST = Scope(delay_seconds=0)


def page(words: str, *links: str, head: str = "") -> bytes:
    named = "".join(f'<a href="{link}">{link}</a>' for link in links)
    return f"<html><head>{head}</head><body><p>{words}</p>{named}</body></html>".encode()


class Site:
    """A site on loopback: `pages` by path, each a body or (status, headers, body); `asked` is a log."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.hosts: set[str] = set()
        self.slow: dict[str, float] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.hosts.add(self.headers["Host"])
                time.sleep(site.slow.get(self.path, 0))
                found = site.pages.get(self.path, (404, {}, b""))
                status, headers, body = found if isinstance(found, tuple) else (200, {}, found)
                self.send_response(status)
                for key, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def crawl(self, scope: Scope = FAST, path: str = "/", **options) -> list[SitePage]:
        transport = PublicOnly(allowed=LOOPBACK)
        return list(crawl(self.address(path), scope, transport=transport, **options))


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.thread.join()
    made.server.server_close()


def paths(pages: list[SitePage]) -> list[str]:
    return ["/" + each.address.split("/", 3)[3] for each in pages]


def code_of(*arguments, **options) -> str:
    with pytest.raises(SourceError) as caught:
        list(crawl(*arguments, **options))
    assert str(caught.value) == SENTENCES[caught.value.code].format(**caught.value.fields)
    return caught.value.code


def test_links_are_followed_within_the_host_to_their_depth(site: Site):
    site.pages = {
        "/": page(
            "أ",
            "/a",
            "http://elsewhere.invalid/x",
            "mailto:a@b",
            "/file.pdf",
            "/#part",
            "javascript:alert(1)",
        ),
        "/a": page("ب", "b?x=1", "/"),
        "/b?x=1": page("ج", "/c"),
        "/c": page("د"),
    }
    found = site.crawl(Scope(depth=2, delay_seconds=0))
    assert paths(found) == ["/", "/a", "/b?x=1"]
    assert [each.depth for each in found] == [0, 1, 2]
    assert found[0].data == site.pages["/"] and found[0].charset == "utf-8"
    assert set(site.asked) == {"/robots.txt", "/sitemap.xml", "/", "/a", "/b?x=1"}


def test_robots_and_what_pages_say_to_robots_are_kept(site: Site):
    site.pages = {
        "/robots.txt": f"User-agent: {AGENT}\nDisallow: /private\n".encode(),
        "/": page("أ", "/private/a", "/quiet", "/last"),
        "/private/a": page("سر"),
        "/quiet": page("صمت", "/from-quiet", head='<meta name="robots" content="noindex, nofollow">'),
        "/from-quiet": page("لا"),
        "/last": page("آخر"),
    }
    left_out: dict[str, str] = {}
    found = site.crawl(skipped=lambda address, error: left_out.update({address: error.code}))
    assert paths(found) == ["/", "/last"]
    assert left_out == {site.address("/private/a"): "robots_forbid"}
    assert not {"/private/a", "/from-quiet"} & set(site.asked)


@pytest.mark.parametrize(
    ("robots", "code"),
    [
        (b"User-agent: *\nDisallow: /\n", "robots_forbid"),
        ((403, {}, b""), "robots_forbid"),
        ((503, {}, b""), "unreachable"),
    ],
)
def test_a_site_that_wants_no_robots_is_left_alone(site: Site, robots, code: str):
    site.pages = {"/robots.txt": robots, "/": page("أ")}
    assert code_of(site.address(), FAST, transport=PublicOnly(allowed=LOOPBACK)) == code
    assert "/" not in site.asked


def test_pauses_are_at_least_those_that_the_site_asks_for(site: Site):
    site.pages = {
        "/robots.txt": b"User-agent: *\nCrawl-delay: 7\n",
        "/": page("أ", "/a"),
        "/a": page("ب"),
    }
    pauses: list[float] = []
    site.crawl(pause=pauses.append)
    assert len(pauses) == 3 and all(6 < each <= 7 for each in pauses)  # site map, start, page


def test_a_site_map_names_pages_that_no_link_does(site: Site):
    inner = f"<urlset xmlns='x'><url><loc>{site.address('/hidden')}</loc></url></urlset>".encode()
    outer = f"<sitemapindex><sitemap><loc>{site.address('/m.xml.gz')}</loc></sitemap></sitemapindex>"
    site.pages = {
        "/robots.txt": f"Sitemap: {site.address('/maps.xml')}\n".encode(),
        "/maps.xml": outer.encode(),
        "/m.xml.gz": (200, {"Content-Type": "application/gzip"}, gzip.compress(inner)),
        "/": page("أ"),
        "/hidden": page("ب"),
    }
    assert paths(site.crawl()) == ["/", "/hidden"]


def test_a_site_map_with_entities_or_of_rubbish_names_nothing():
    assert site_map(b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>") == ([], [])
    assert site_map(b"\x1f\x8b rubbish") == ([], []) == site_map(b"rubbish")


def test_each_content_comes_once_and_pages_are_counted(site: Site):
    site.pages = {"/": page("أ", "/a", "/copy", "/b"), "/a": page("ب"), "/copy": page("ب"), "/b": page("ج")}
    assert paths(site.crawl()) == ["/", "/a", "/b"]
    site.asked.clear()
    assert paths(site.crawl(Scope(pages=2, delay_seconds=0))) == ["/", "/a"]
    assert "/b" not in site.asked


def test_a_page_too_large_packed_or_not_is_left_out(site: Site):
    site.pages = {
        "/": page("أ", "/large", "/bomb", "/odd"),
        "/large": b"x" * 300_000,
        "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 50_000_000)),
        "/odd": (200, {"Content-Encoding": "br"}, b"x"),
    }
    left_out: list[str] = []
    scope = Scope(page_megabytes=0.2, delay_seconds=0)
    assert paths(site.crawl(scope, skipped=lambda _, error: left_out.append(error.code))) == ["/"]
    assert left_out == ["page_too_large", "page_too_large", "unreachable"]


def test_a_page_that_never_ends_is_given_up(site: Site):
    site.pages, site.slow = {"/": page("أ", "/slow", "/b"), "/slow": page("ب"), "/b": page("ج")}, {"/slow": 3}
    begun = time.monotonic()
    found = site.crawl(Scope(page_seconds=0.5, delay_seconds=0))
    assert paths(found) == ["/", "/b"] and time.monotonic() - begun < 2.9


def test_redirects_are_followed_within_the_host_alone(site: Site):
    site.pages = {
        "/": (302, {"Location": "/home"}, b""),
        "/home": page("أ", "/away", "/loop"),
        "/away": (301, {"Location": "http://elsewhere.invalid/"}, b""),
        "/loop": (301, {"Location": "/loop"}, b""),
    }
    left_out: list[str] = []
    found = site.crawl(skipped=lambda _, error: left_out.append(error.code))
    assert paths(found) == ["/home"]
    assert left_out == ["other_host", "unreachable"]


def test_a_site_without_pages_says_so(site: Site):
    site.pages = {"/": (200, {"Content-Type": "image/png"}, b"x")}
    assert code_of(site.address(), FAST, transport=PublicOnly(allowed=LOOPBACK)) == "no_page"
    assert code_of(site.address("/none"), FAST, transport=PublicOnly(allowed=LOOPBACK)) == "status"
    site.pages = {"/": page("أ", head='<meta name="robots" content="none">')}
    assert code_of(site.address(), FAST, transport=PublicOnly(allowed=LOOPBACK)) == "no_pages"


# No request is ever sent to this server or into a private network.


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_this_server_is_never_asked_under_any_of_its_names(site: Site, host: str):
    site.pages = {"/": page("أ")}
    assert code_of(site.address(host=host), FAST) in ("private_address", "no_such_host", "bad_address")
    assert site.asked == []


def test_no_redirect_and_no_link_leads_to_this_server(site: Site):
    inner = Site()
    try:
        site.pages = {
            "/": page("أ", inner.address("/a"), "/jump", f"http://localhost:{inner.port}/b"),
            "/jump": (302, {"Location": inner.address("/c", host="localhost")}, b""),
        }
        assert paths(site.crawl()) == ["/"]
        assert inner.asked == []
    finally:
        inner.server.shutdown()
        inner.thread.join()
        inner.server.server_close()


def test_a_name_that_turns_private_is_refused_at_the_next_request(site: Site):
    answers = iter([["127.0.0.1"]] * 3 + [["10.0.0.1"]] * 9)

    async def rebound(host: str, port: int) -> list[str]:
        return next(answers)

    site.pages = {"/": page("أ", "/a"), "/a": page("ب")}
    left_out: list[str] = []
    found = list(
        crawl(
            site.address(host="site.example"),
            FAST,
            transport=PublicOnly(allowed=LOOPBACK, resolve=rebound),
            skipped=lambda _, error: left_out.append(error.code),
        )
    )
    assert [each.address for each in found] == [site.address(host="site.example")]
    assert left_out == ["private_address"] and "/a" not in site.asked
    assert site.hosts == {f"site.example:{site.port}"}  # the name stays in the header


def test_the_connection_goes_to_the_address_that_was_checked(site: Site):
    """The name means nothing to the system: only the pinned address can have been reached."""

    async def pinned(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async def ask() -> int:
        async with httpx.AsyncClient(transport=PublicOnly(allowed=LOOPBACK, resolve=pinned)) as client:
            return (await client.get(site.address(host="no-such-name.invalid"))).status_code

    site.pages = {"/": page("أ")}
    assert asyncio.run(ask()) == 200


def test_one_private_address_among_public_ones_is_enough(site: Site):
    async def mixed(host: str, port: int) -> list[str]:
        return ["93.184.215.14", "192.168.1.1"]

    assert code_of("http://site.example/", FAST, transport=PublicOnly(resolve=mixed)) == "private_address"


def test_the_servers_own_public_name_is_refused():
    assert (
        code_of("https://daleel.example/x", FAST, own_hosts=frozenset({"daleel.example"}))
        == "private_address"
    )


NOT_PUBLIC = """
    127.0.0.1 127.9.9.9 10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1
    240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1
    fec0::1 2001:db8::1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::1 ::7f00:1 name
"""


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_what_is_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_what_is_public(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("HTTP://Example.org:80/a/../b#c", "http://example.org/b"),
        ("https://example.org", "https://example.org/"),
        ("http://user:pass@example.org/", None),
        ("ftp://example.org/", None),
        ("file:///etc/passwd", None),
        ("gopher://127.0.0.1:6379/_x", None),
        ("http://", None),
        ("http://[::1", None),
        ("http://example.org:99999/", None),
        ("http://example.org/" + "a" * 3000, None),
        ("", None),
    ],
)
def test_addresses_in_one_form(address: str, kept: str | None):
    assert normal(address) == kept


@pytest.mark.parametrize("start", ["", "site", "ftp://site.example/", "http://", "javascript:alert(1)"])
def test_what_is_no_address_is_refused(start: str):
    assert code_of(start, FAST) == "bad_address"
