"""Reading a web site: its pages, as its robots.txt and site map allow, one after another and with pauses.

Requests go through documents.public_address alone. A page is given as it came; documents.sandbox reads it.
"""

import asyncio
import hashlib
import time
import urllib.robotparser
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from documents.errors import SourceError
from documents.links import links_of, normal, site_map
from documents.public_address import PublicOnly
from documents.refusals import refusal

AGENT = "DaleelBot"

_MEDIA_TYPES = ("text/html", "application/xhtml+xml")
_REDIRECTS = (301, 302, 303, 307, 308)
_MAX_REDIRECTS = 5
_MAX_SITE_MAPS = 10
_MAX_ROBOTS = 500_000  # bytes, as the standard has it
_LONGEST_DELAY_SECONDS = 30
_FORBIDDEN = (401, 403)
_GZIP = 47


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a crawl goes. `depth` counts links from the start; `delay_seconds` is between two requests."""

    pages: int = 200
    depth: int = 4
    page_megabytes: float = 5
    delay_seconds: float = 1
    page_seconds: float = 30
    seconds: float = 3600


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page as it came. `charset` is what the site says of its encoding, or ""."""

    address: str
    data: bytes
    sha256: str
    charset: str
    depth: int


def crawl(
    start: str,
    scope: Scope | None = None,
    *,
    host: str = "",
    own_hosts: frozenset[str] = frozenset(),
    skipped: Callable[[str, SourceError], None] = lambda address, error: None,
    pause: Callable[[float], None] = time.sleep,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Iterator[SitePage]:
    """Yield a site's pages, the start first, then those that its site map and links name; each content once.

    `host` is the one that may be read, the start's own by default, with and without www; `own_hosts` are
    names under which this very server is known. `skipped` is told why a page is left out. `transport` is for
    tests.
    Raises SourceError where the start itself cannot be read, or gives no page.
    """
    with asyncio.Runner() as runner:
        crawler = _Crawler(start, scope or Scope(), host, own_hosts, pause, transport, runner)
        try:
            yield from crawler.pages(skipped)
        finally:
            runner.run(crawler.client.aclose())


@dataclass(frozen=True, slots=True)
class _Reply:
    address: str
    status: int
    data: bytes
    media_type: str
    charset: str


class _Crawler:
    def __init__(
        self,
        start: str,
        scope: Scope,
        host: str,
        own_hosts: frozenset[str],
        pause: Callable[[float], None],
        transport: httpx.AsyncBaseTransport | None,
        runner: asyncio.Runner,
    ) -> None:
        address = normal(start)
        if address is None:
            raise refusal("bad_address", address=start[:200])
        self._start, self._scope, self._own_hosts = address, scope, own_hosts
        self._site = (_bare(host or _host_of(address)), _port_of(address))
        self._pause, self._runner = pause, runner
        self._delay, self._asked_at = scope.delay_seconds, -float("inf")
        self._robots = urllib.robotparser.RobotFileParser()
        self.client = httpx.AsyncClient(
            transport=transport or PublicOnly(),
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
            timeout=scope.page_seconds,
            follow_redirects=False,
            trust_env=False,
        )

    def pages(self, skipped: Callable[[str, SourceError], None]) -> Iterator[SitePage]:
        """Yield the pages; see crawl."""
        deadline = time.monotonic() + self._scope.seconds
        self._read_robots()
        queue = deque([(self._start, 0)])
        queue.extend((address, 1) for address in self._site_map())
        met, contents, count = {address for address, _ in queue}, set[str](), 0
        while queue and count < self._scope.pages and time.monotonic() < deadline:
            address, depth = queue.popleft()
            try:
                page, links, may_read = self._page(address, depth)
            except SourceError as error:
                if address == self._start:
                    raise
                skipped(address, error)
                continue
            if depth < self._scope.depth:
                new = [each for each in dict.fromkeys(links) if each not in met and self._is_within(each)]
                met.update(new)
                queue.extend((each, depth + 1) for each in new)
            if may_read and page.sha256 not in contents:
                contents.add(page.sha256)
                count += 1
                yield page
        if not count:
            raise refusal("no_pages", address=self._start)

    def _page(self, address: str, depth: int) -> tuple[SitePage, list[str], bool]:
        reply = self._ask(address)
        if reply.status != 200:
            raise refusal("status", address=address, status=reply.status)
        if reply.media_type not in _MEDIA_TYPES:
            raise refusal("no_page", address=address, media_type=reply.media_type[:80])
        found = links_of(_as_text(reply), reply.address)
        sha256 = hashlib.sha256(reply.data).hexdigest()
        page = SitePage(reply.address, reply.data, sha256, reply.charset, depth)
        return page, found.addresses if found.may_follow else [], found.may_read

    def _read_robots(self) -> None:
        """Take the site's rules; a site that forbids them, or fails, is left alone."""
        address = urljoin(self._start, "/robots.txt")
        reply = self._ask(address, limit=_MAX_ROBOTS, is_ruled=False)
        if reply.status in _FORBIDDEN:
            raise refusal("robots_forbid", address=self._start)
        if reply.status >= 500:
            raise refusal("unreachable", address=self._start)
        rules = reply.data.decode("utf-8", errors="replace") if reply.status == 200 else ""
        self._robots.parse(rules.splitlines())
        delay = self._robots.crawl_delay(AGENT)
        if delay is not None:
            self._delay = min(max(self._delay, float(delay)), _LONGEST_DELAY_SECONDS)

    def _site_map(self) -> list[str]:
        """Return the pages that the site's maps name, within the scope."""
        maps = deque(self._robots.site_maps() or [urljoin(self._start, "/sitemap.xml")])
        pages: dict[str, None] = {}
        for _ in range(_MAX_SITE_MAPS):
            if not maps:
                break
            try:
                reply = self._ask(maps.popleft())
            except SourceError:
                continue  # a site without a map is a site
            named, further = site_map(reply.data) if reply.status == 200 else ([], [])
            maps.extend(further)
            normals = (normal(each, self._start) for each in named)
            pages.update(dict.fromkeys(each for each in normals if each and self._is_within(each)))
        pages.pop(self._start, None)
        return list(pages)[: 10 * self._scope.pages]

    def _is_within(self, address: str) -> bool:
        return (_bare(_host_of(address)), _port_of(address)) == self._site

    def _ask(self, address: str, limit: int | None = None, is_ruled: bool = True) -> _Reply:
        """Ask for an address, redirects followed one by one, each held to the same rules."""
        for _ in range(_MAX_REDIRECTS + 1):
            self._check(address, is_ruled)
            self._wait()
            reply = self._runner.run(
                self._fetch(address, limit or int(self._scope.page_megabytes * 1_000_000))
            )
            if reply.status not in _REDIRECTS:
                return reply
            target = normal(reply.data.decode(), address)
            if target is None:
                break
            address = target
        raise refusal("unreachable", address=address)

    def _check(self, address: str, is_ruled: bool) -> None:
        if _host_of(address) in self._own_hosts:
            raise refusal("private_address", address=address)
        if not self._is_within(address):
            raise refusal("other_host", address=address, host=_host_of(address))
        if is_ruled and not self._robots.can_fetch(AGENT, address):
            raise refusal("robots_forbid", address=address)

    def _wait(self) -> None:
        left = self._asked_at + self._delay - time.monotonic()
        if left > 0:
            self._pause(left)
        self._asked_at = time.monotonic()

    async def _fetch(self, address: str, limit: int) -> _Reply:
        """Ask for one address; a redirect's data is where it leads."""
        try:
            async with (
                asyncio.timeout(self._scope.page_seconds),
                self.client.stream("GET", address) as response,
            ):
                if response.status_code in _REDIRECTS:
                    place = response.headers.get("location", "")
                    return _Reply(address, response.status_code, place.encode(), "", "")
                data = await _body(response, address, limit)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, zlib.error, ValueError) as error:
            raise refusal("unreachable", address=address) from error
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return _Reply(address, response.status_code, data, media_type, response.charset_encoding or "")


async def _body(response: httpx.Response, address: str, limit: int) -> bytes:
    """Return a reply's body, unpacked no further than the limit."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "deflate"):
        raise ValueError(f"content encoding {encoding[:40]!r}, which was not asked for")
    unpacking = zlib.decompressobj(_GZIP) if encoding in ("gzip", "deflate") else None
    body = bytearray()
    async for piece in response.aiter_raw():
        body += unpacking.decompress(piece, limit + 1 - len(body)) if unpacking else piece
        if len(body) > limit or (unpacking and unpacking.unconsumed_tail):
            raise refusal("page_too_large", address=address, limit_kilobytes=limit // 1000)
    return bytes(body)


def _as_text(reply: _Reply) -> str:
    """Return a page as text, well enough to find its links."""
    try:
        return reply.data.decode(reply.charset or "utf-8", errors="replace")
    except LookupError:
        return reply.data.decode("utf-8", errors="replace")


def _host_of(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".")


def _port_of(address: str) -> int:
    return urlsplit(address).port or 0  # 0 for the usual ones, of either scheme


def _bare(host: str) -> str:
    return host.lower().rstrip(".").removeprefix("www.")
