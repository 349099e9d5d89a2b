"""A small HTTP server in Rasa's place: the channel's contract, and the rows that Rasa leaves in its log.

Tests tell it to wait, fail, refuse, talk nonsense, die and come back.
"""

from __future__ import annotations

import json
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from contract.channel import Intent, reply_as_json
from tests.web.stub_answers import Message, answer

SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    id INTEGER NOT NULL, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, timestamp FLOAT,
    intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT, PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS ix_events_sender_id ON events (sender_id);
"""
MODEL = {"model_id": "stub", "assistant_id": "daleel"}


def make_tracker(file: Path) -> None:
    """Make Rasa's table as Rasa does."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL;" + SCHEMA)


@dataclass
class Received:
    """A message that reached the stub, and when its answer began and ended (monotonic seconds)."""

    sender_id: str
    said: str
    message_id: str
    metadata: dict[str, Any]
    began: float
    ended: float = 0.0


@dataclass
class Behaviour:
    """How the stub answers; `raw` is a (status, body) sent in place of an answer."""

    delay_seconds: float = 0.0
    raw: tuple[int, bytes] | None = None
    hang_up: bool = False  # close the connection in the middle of a turn
    forget: bool = False  # answer, but log nothing
    healthy: bool = True
    answer: Callable[[str], list[Message]] = answer
    received: list[Received] = field(default_factory=list)


@dataclass
class _Said:
    """What was answered to a message's id, once it was."""

    ended: threading.Event = field(default_factory=threading.Event)
    reply: bytes | None = None


class StubRasa:
    """A context; `port` stays the same when it dies and returns."""

    def __init__(self, tracker: Path, secret: str) -> None:
        self.tracker, self.secret, self.port = tracker, secret, 0
        self.is_to = Behaviour()
        self._server: _Server | None = None
        self._database = threading.Lock()
        self._asked = threading.Lock()
        self._said: dict[tuple[str, str], _Said] = {}
        make_tracker(tracker)

    def __enter__(self) -> StubRasa:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def received(self) -> list[Received]:
        return self.is_to.received

    def reset(self) -> None:
        """Be well again and forget what was received."""
        self.is_to = Behaviour()
        self.start()

    def start(self) -> None:
        if self._server is None:
            self._server = _Server(("127.0.0.1", self.port), self)
            self.port = self._server.server_address[1]
            threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Die: every connection is cut and new ones are refused."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server.cut()
            self._server = None

    def take(self, form: dict[str, Any]) -> tuple[int, bytes] | None:
        """Answer one message; None cuts the connection. A message's id that was answered says the same."""
        name = (form["sender"], form["message_id"])
        with self._asked:
            said, is_repeated = self._said.get(name), name in self._said
            if said is None:
                said = self._said[name] = _Said()
        if is_repeated:
            said.ended.wait(10)
            if said.reply is not None:
                return 200, said.reply
        try:
            return self._answer(form, said)
        finally:
            said.ended.set()

    def _answer(self, form: dict[str, Any], kept: _Said) -> tuple[int, bytes] | None:
        behaviour = self.is_to
        said = form.get("payload") or form["text"]
        received = Received(
            form["sender"], said, form["message_id"], form.get("metadata") or {}, time.monotonic()
        )
        behaviour.received.append(received)
        time.sleep(behaviour.delay_seconds)
        received.ended = time.monotonic()
        if behaviour.hang_up:
            return None
        if behaviour.raw is not None:
            return behaviour.raw
        messages, message_id = behaviour.answer(said), form["message_id"]
        if not behaviour.forget:
            self._log(form, message_id, messages)
        intent = Intent("show_passage" if "payload" in form else "ask", 1.0)
        ranking = (intent, Intent("greet", 0.5))
        reply = reply_as_json(message_id, intent, ranking, "ar", 1.0, messages)
        kept.reply = json.dumps(reply, ensure_ascii=False).encode()
        return 200, kept.reply

    def _log(self, form: dict[str, Any], message_id: str, messages: list[Message]) -> None:
        metadata = form.get("metadata") or {}
        said = form.get("payload") or form["text"]
        found = [{"name": name, "confidence": 0.5} for name in ("ask", "greet")]
        ranking = [{"name": "show_passage", "confidence": 1.0}] if "payload" in form else found
        parsed = {"intent": ranking[0], "intent_ranking": ranking, "entities": [], "text": said}
        parsed.update(message_id=message_id, metadata=metadata)
        user = {"text": said, "parse_data": parsed, "input_channel": "daleel", "message_id": message_id}
        events = [{"event": "user", "metadata": {**metadata, **MODEL}, **user}]
        for message in messages:
            data = {"elements": None, "buttons": message["buttons"] or None, "attachment": None}
            told = {"metadata": {**message["metadata"], **MODEL}, "text": message["text"], "data": data}
            events.append({"event": "bot", **told})
        events.append({"event": "action", "metadata": MODEL, "name": "action_listen"})
        rows = []
        for event in events:
            now = time.time()
            intent_name = "ask" if event["event"] == "user" else None
            row = (form["sender"], event["event"], now, intent_name, event.get("name"))
            rows.append((*row, json.dumps({**event, "timestamp": now})))
        insert = (
            "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) "
            "VALUES (?,?,?,?,?,?)"
        )
        with self._database, closing(sqlite3.connect(self.tracker, timeout=5)) as connection:
            connection.executemany(insert, rows)
            connection.commit()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], stub: StubRasa) -> None:
        self.stub = stub
        self._open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that was cut is no news."""

    def cut(self) -> None:
        for each in list(self._open):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        healthy = self.server.stub.is_to.healthy and self.path == "/webhooks/daleel/"
        self._send(200 if healthy else 503, b'{"status": "ok"}' if healthy else b'{"status": "no model"}')

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/webhooks/daleel/webhook":
            return self._send(404, b"{}")
        if self.headers.get("X-Daleel-Secret") != self.server.stub.secret:
            return self._refuse(401, "wrong_secret")
        form = json.loads(body)
        if ("text" in form) == ("payload" in form):
            return self._refuse(400, "bad_form")
        payload = form.get("payload", "/ask_human")
        if payload not in ("/ask_human", "/pass_on_question") and not payload.startswith("/show_passage{"):
            return self._refuse(400, "bad_payload")
        taken = self.server.stub.take(form)
        if taken is None:
            self.close_connection = True
            return None
        return self._send(*taken)

    def _refuse(self, status: int, code: str) -> None:
        self._send(status, json.dumps({"error": {"code": code, "message": "لا"}}).encode())

    def _send(self, status: int, body: bytes) -> None:
        head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + body)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests look at `received`."""
