"""A fake at the edge: an action server on loopback that answers as it is told."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EVIDENCE = {"answer_id": "0" * 32, "kind": "point", "query": "س", "confidence": 0.9, "hits": [], "points": []}
ANSWER = {
    "text": "وفق المصدر:\n\nالجواب.",
    "buttons": [{"title": "المزيد", "payload": '/show_passage{"passage_id": "sme-roles/social"}'}],
    "evidence": EVIDENCE,
}


class FakeActionServer:
    """Keeps what it was asked; answers with `status` and `result` after `delay_seconds`."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.answer_well()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/webhook"

    def answer_well(self) -> None:
        """Answer every action with one message, its evidence and two slots."""
        self.status, self.delay_seconds = 200, 0.0
        slot = {"event": "slot", "name": "last_answer", "value": {"kind": "point"}, "timestamp": None}
        language = {"event": "slot", "name": "language", "value": "en", "timestamp": None}
        self.result: Any = {"events": [slot, language], "responses": [ANSWER]}

    def __enter__(self) -> "FakeActionServer":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(fake) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                fake.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                time.sleep(fake.delay_seconds)
                body = json.dumps(fake.result).encode("utf-8")
                self.send_response(fake.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
