"""A stub in the action server's place, for the section that a citation stands in."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from contract.headers import SECRET
from tests.web.stub_answers import HEADINGS, PARAGRAPH

PATH = "/index/section"
OPENING = "تحتل المؤسسات الصغيرة والمتوسطة مكانة مهمة، وتتمثل أدوارها فيما يلي:"


def section() -> dict[str, Any]:
    """What the index holds of the section that stub_answers quotes."""
    points = [
        {"id": f"sme-roles/economic/p-{number}", "heading": heading, "text": PARAGRAPH}
        for number, heading in enumerate(HEADINGS, 1)
    ]
    opening = {"id": "sme-roles/economic", "heading": "", "text": OPENING}
    return {"passages": [opening, *points], "is_cut_before": False, "is_cut_after": True}


class StubActions:
    """A context around the server; `section` is what it gives, `asked` the passages that it was asked for."""

    def __init__(self, secret: str) -> None:
        self.secret, self.section, self.asked = secret, section(), list[str]()

    def __enter__(self) -> StubActions:
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                is_known = self.path == PATH and self.headers.get(SECRET) == stub.secret
                stub.asked.append(form["passage_id"])
                body = json.dumps(stub.section if is_known else {}).encode()
                self.send_response(200 if is_known else 403)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: Any) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> str:
        return str(self._server.server_port)
