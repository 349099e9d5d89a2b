"""Pages of somebody's site, the widget on them: plain or under a strict policy, here or on another origin."""

from __future__ import annotations

import html
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

START_QUESTIONS = ("ما دور المؤسسات؟", "عدد أدوارها")
PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>موقع</title>{head}</head>
<body><main><h1>موقع</h1><p>نص قبل الزر.</p><p><a href="#before">رابط</a></p>{body}</main>
<script src="{server}/widget.js" defer{script}></script><sme-chat{attributes}></sme-chat></body></html>"""


def page_of(server: str, head: str = "", body: str = "", script: str = "", **attributes: str) -> str:
    """The HTML of a page; start_questions=… becomes the attribute start-questions, and so on."""
    attributes.setdefault("start_questions", " | ".join(START_QUESTIONS))
    told = "".join(f' {name.replace("_", "-")}="{html.escape(value)}"' for name, value in attributes.items())
    arabic = attributes.get("language", "ar") == "ar"
    language, direction = ("ar", "rtl") if arabic else (attributes["language"], "ltr")
    return PAGE.format(
        server=server, head=head, body=body, script=script, attributes=told, language=language,
        direction=direction,
    )  # fmt: skip


class HostPages:
    """A context around a small site; the same server is two origins: 127.0.0.1 and localhost."""

    def __enter__(self) -> HostPages:
        self._pages: dict[str, tuple[bytes, dict[str, str]]] = {}
        pages = self._pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body, headers = pages.get(self.path, (b"", {}))
                self.send_response(200 if self.path in pages else 404)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: Any) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.port = self._server.server_address[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def other_origin(self) -> str:
        """The same pages under a name that the chat's server does not allow."""
        return f"http://localhost:{self.port}"

    def put(self, source: str, **headers: str) -> str:
        """Keep a page and return its path; header names with _ for -."""
        path = f"/{uuid.uuid4().hex}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._pages[path] = (source.encode(), {"Content-Type": "text/html; charset=utf-8", **named})
        return path
