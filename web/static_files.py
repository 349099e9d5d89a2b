"""The widget, its fonts and the pages' files: served from memory, beside Django.

Only files that were there at the start are known, so no path leads anywhere else and no folder is listed.
Each is compressed once, and read anew when it has changed.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from web.api.messages import MESSAGES
from web.headers import RESOURCE_POLICY, security_headers
from web.origins import ALLOW_ORIGIN, is_allowed

PREFIX = "/static/"
WIDGET = "/widget.js"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
COMPRESSED_ALREADY = (".png", ".woff2")
KEPT_SECONDS = 300
KEPT_SECONDS_UNCHANGED = 86_400  # a font, and what is asked for by its version


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was when it had this signature; `compressed` is empty where that saves nothing."""

    signature: tuple[int, int]
    plain: bytes
    compressed: bytes
    tag: str


class StaticFiles:
    """An ASGI application: the widget as /widget.js, and each folder's files under /static/."""

    def __init__(self, widget: Path, folders: Iterable[Path]) -> None:
        self._paths = {WIDGET: widget}
        self._contents: dict[str, Content] = {}
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.suffix in MEDIA_TYPES and path.is_file():
                    self._paths[PREFIX + path.relative_to(folder).as_posix()] = path

    def has(self, path: str) -> bool:
        """Whether an address is for this application to answer, with a file or with 404."""
        return path == WIDGET or path.startswith(PREFIX)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = self._answer(scope)
        headers = Headers(scope=scope)
        for name, value in security_headers(scope["scheme"]).items():
            response.headers.setdefault(name, value)
        response.headers.add_vary_header("Origin")
        origin = headers.get("origin", "")
        if origin and is_allowed(origin, scope["scheme"], headers.get("host", "")):
            response.headers[ALLOW_ORIGIN] = origin
        await response(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            return _refusal("method_not_allowed", 405, {"Allow": "GET, HEAD"})
        if (content := self._content(scope["path"])) is None:
            return _refusal("not_found", 404, {})
        return _found(content, self._paths[scope["path"]].suffix, scope)

    def _content(self, path: str) -> Content | None:
        if (file := self._paths.get(path)) is None:
            return None
        try:
            status = file.stat()
            signature = (status.st_mtime_ns, status.st_size)
            if (kept := self._contents.get(path)) is None or kept.signature != signature:
                kept = self._contents[path] = _read(file, signature)
        except FileNotFoundError:  # not built yet, or taken away
            return None
        return kept


def _read(file: Path, signature: tuple[int, int]) -> Content:
    plain = file.read_bytes()
    compressed = b"" if file.suffix in COMPRESSED_ALREADY else gzip.compress(plain, mtime=0)
    return Content(
        signature,
        plain,
        compressed if len(compressed) < len(plain) else b"",
        hashlib.sha256(plain).hexdigest()[:24],
    )


def _found(content: Content, suffix: str, scope: Scope) -> Response:
    """The file, compressed for who takes that; 304 for who has it."""
    asked = Headers(scope=scope)
    is_compressed = bool(content.compressed) and _takes_gzip(asked.get("accept-encoding", ""))
    body = content.compressed if is_compressed else content.plain
    is_unchanging = suffix == ".woff2" or scope["query_string"].startswith(b"v=")
    tag = f'"{content.tag}{"-gzip" if is_compressed else ""}"'
    headers = {
        "ETag": tag,
        "Cache-Control": f"public, max-age={KEPT_SECONDS_UNCHANGED if is_unchanging else KEPT_SECONDS}",
    }
    if content.compressed:
        headers["Vary"] = "Accept-Encoding"
    if suffix in (".js", ".woff2"):  # what a page of another site loads
        headers[RESOURCE_POLICY] = "cross-origin"
    if tag in (each.strip().removeprefix("W/") for each in asked.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = MEDIA_TYPES[suffix]
    if is_compressed:
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    return Response(b"" if scope["method"] == "HEAD" else body, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    for each in accepted.lower().split(","):
        coding, _, weight = each.replace(" ", "").partition(";q=")
        if coding in ("gzip", "*"):
            return weight.strip("0.") != "" or not weight
    return False


def _refusal(code: str, status: int, headers: dict[str, str]) -> Response:
    headers["Cache-Control"] = "no-store"
    return Response(MESSAGES[code], status, headers, media_type="text/plain; charset=utf-8")
