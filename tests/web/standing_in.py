"""A small HTTP server in the place of Rasa or the action server, told what it says when it is probed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

INDEX = {"status": "ok", "index": "3f2a", "warning": ""}


class Answers:
    """What a stand-in says: a body by path, whose status is 503 unless it says ok."""

    def __init__(self, **bodies: Any) -> None:
        self.bodies = bodies
        self.asked: list[str] = []


@contextmanager
def standing_in(answers: Answers) -> Iterator[str]:
    """Serve the answers on loopback and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers.asked.append(self.path)
            body = answers.bodies.get(self.path.strip("/").replace("/", "_"))
            is_ok = isinstance(body, dict) and body.get("status") == "ok"
            self.send_response(404 if body is None else 200 if is_ok else 503)
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
