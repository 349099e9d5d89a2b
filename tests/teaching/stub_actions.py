"""A small HTTP server in the action server's place: the index's endpoints, told what they find and spoil."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PASSAGES = [
    {"id": "sme-roles/economic", "section": "الدور الاقتصادي", "heading": "", "kind": "overview"},
    {"id": "sme-roles/economic/jobs", "section": "الدور الاقتصادي", "heading": "الشغل", "kind": "point"},
    {"id": "sme-roles/social/needs", "section": "الدور الاجتماعي", "heading": "الحاجات", "kind": "point"},
]


def passage(fields: dict[str, str]) -> dict[str, str]:
    """A passage in the contract's form."""
    return {"document": "sme-roles", "section_id": fields["id"], "text": f"نص {fields['id']}", **fields}


@dataclass
class Behaviour:
    """`spoiled` gives /index/try's finding for its body; `delay_seconds` comes before each answer."""

    version: str = "v1"
    passages: list[dict[str, str]] = field(default_factory=lambda: [passage(each) for each in PASSAGES])
    spoiled: Callable[[dict[str, Any]], list[dict[str, Any]]] = lambda body: []
    follows: bool = True
    status: int = 200
    tried: list[dict[str, Any]] = field(default_factory=list)
    before_trying: Callable[[], None] = lambda: None


class StubActions:
    """A context; `curated` is the file that it follows, as the running index does."""

    def __init__(self, secret: str, curated: Path | None = None) -> None:
        self.secret, self.curated, self.is_to = secret, curated, Behaviour()

    def __enter__(self) -> StubActions:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reset(self) -> None:
        self.is_to = Behaviour()

    def answer(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        behaviour = self.is_to
        if path in ("/index/passages", "/index/passages/named"):
            documents = [{"id": "sme-roles", "title": "أدوار المؤسسات"}]
            is_asked_all = path == "/index/passages"
            named = [each for each in behaviour.passages if is_asked_all or each["id"] in body["ids"]]
            return {"index_version": behaviour.version, "documents": documents, "passages": named}
        if path == "/index/search":
            hits = [
                {"id": each["id"], "score": 2.0 - rank, "rank": rank + 1, "parts": {}}
                for rank, each in enumerate(behaviour.passages[: body["k"]])
            ]
            found = {"confidence": 0.31, "nearness": 0.9, "threshold": 0.45, "hits": hits}
            return {"index_version": behaviour.version, "query": body["query"], **found}
        if path == "/index/curated":
            return self._curated()
        if path == "/index/try":
            behaviour.before_trying()
            behaviour.tried.append(body)
            return {"spoiled": behaviour.spoiled(body), "checked": len(body["cases"])}
        return {"status": "ok", "index": behaviour.version}

    def _curated(self) -> dict[str, Any]:
        content = self.curated.read_bytes() if self.curated and self.curated.is_file() else b""
        lines = [json.loads(line) for line in content.decode().splitlines()]
        known = {each["id"] for each in self.is_to.passages}
        skipped = [
            {"id": each["id"], "passage_id": each["passage_id"], "why": "no such passage"}
            for each in lines
            if each["passage_id"] not in known
        ]
        fingerprint = hashlib.sha256(content).hexdigest() if self.is_to.follows else "of-before"
        return {"fingerprint": fingerprint, "count": len(lines) - len(skipped), "skipped": skipped}


def _handler(stub: StubActions) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            self._reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _reply(self, body: dict[str, Any]) -> None:
            is_known = self.headers.get("X-Daleel-Secret") == stub.secret
            status = stub.is_to.status if is_known else 401
            content = json.dumps(stub.answer(self.path, body) if status == 200 else {}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
