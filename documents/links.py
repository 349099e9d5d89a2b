"""What a page and a site map name: addresses, and what the page says to robots."""

import html.parser
import re
import zlib
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

MAX_LINKS = 5_000  # a page's
MAX_SITE_MAP = 50_000  # addresses, the standard's own limit
_MAX_UNPACKED = 52_000_000  # bytes of a site map, the standard's own limit
_LONGEST_ADDRESS = 2_000
_GZIP = 47  # zlib's number for gzip or deflate, whichever it is
_UNREAD = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|zip|rar|7z|gz|exe|apk|mp[34]|avi|mov|webm|woff2?|ttf|"
    r"pdf|docx?|xlsx?|pptx?|odt|csv)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Links:
    """The addresses that a page links to, in order; whether it may be read, and its links followed."""

    addresses: list[str] = field(default_factory=list)
    may_read: bool = True
    may_follow: bool = True


def links_of(page: str, address: str) -> Links:
    """Return what a page of HTML at `address` links to."""
    parser = _Parser(address)
    parser.feed(page)
    return parser.found


def normal(address: str, base: str = "") -> str | None:
    """Return an address in one form, without its fragment; None for what is no page of a site."""
    try:
        parts = urlsplit(urldefrag(urljoin(base, address.strip()))[0])
        host = parts.hostname
        port = (
            f":{parts.port}"
            if parts.port and parts.port != {"http": 80, "https": 443}.get(parts.scheme)
            else ""
        )
    except ValueError:
        return None
    is_page = parts.scheme in ("http", "https") and host and parts.username is None and parts.password is None
    if not is_page or len(address) > _LONGEST_ADDRESS or _UNREAD.search(parts.path):
        return None
    host = f"[{host}]" if host and ":" in host else host
    plain = parts._replace(netloc=f"{host}{port}", path=parts.path or "/")
    return urljoin(plain.geturl(), plain._replace(scheme="", netloc="").geturl())  # without dots for folders


def site_map(data: bytes) -> tuple[list[str], list[str]]:
    """Return the pages and the further site maps that a site map names; both empty where it is none."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(_GZIP).decompress(data, _MAX_UNPACKED)
        except zlib.error:
            return [], []
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return [], []
    named = [(each.text or "").strip() for each in root.iterfind("{*}*/{*}loc")][:MAX_SITE_MAP]
    return ([], named) if root.tag.endswith("sitemapindex") else (named, [])


class _Parser(html.parser.HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.found = Links()
        self._base = address

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attributes}
        if tag == "base" and named.get("href"):
            self._base = urljoin(self._base, named["href"])
        elif tag == "meta" and named.get("name", "").lower() == "robots":
            rules = named.get("content", "").lower()
            self.found.may_read &= "noindex" not in rules and "none" not in rules
            self.found.may_follow &= "nofollow" not in rules and "none" not in rules
        elif tag in ("a", "area") and "nofollow" not in named.get("rel", "").lower():
            address = normal(named["href"], self._base) if named.get("href") else None
            if address and len(self.found.addresses) < MAX_LINKS:
                self.found.addresses.append(address)
