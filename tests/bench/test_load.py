"""The load generator against a server on loopback that counts."""

import itertools
import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from bench.load import TURNS_PER_CONVERSATION, Stage, Surface, drive, never_twice


class Echo(BaseHTTPRequestHandler):
    """Says something to everything but the text "silence" and "error"."""

    protocol_version = "HTTP/1.1"
    turns: ClassVar[Counter[str]] = Counter()

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.turns[message["sender"]] += 1
        body = b"[]" if message["text"] == "silence" else b'[{"text": "reply"}]'
        self.send_response(500 if message["text"] == "error" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Stay quiet."""


@pytest.fixture
def surface():
    Echo.turns = Counter()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    yield Surface(url, {}, lambda sender, text: {"sender": sender, "text": text}, bool)
    server.shutdown()
    server.server_close()


def test_every_message_is_sent_once_by_users_of_their_own(surface):
    measured = drive(surface, itertools.repeat("hello"), Stage(users=4, messages=20), "test")
    assert len(measured.latencies_ms) == sum(Echo.turns.values()) == 20
    assert len(Echo.turns) >= 4
    assert measured.failures == []
    assert measured.messages_per_second > 0


def test_a_user_becomes_a_new_sender_after_a_conversation(surface):
    drive(surface, itertools.repeat("hello"), Stage(users=1, messages=2 * TURNS_PER_CONVERSATION + 1), "test")
    assert sorted(Echo.turns.values()) == [1, TURNS_PER_CONVERSATION, TURNS_PER_CONVERSATION]


def test_silence_and_errors_are_failures_and_have_no_latency(surface):
    measured = drive(surface, iter(["hello", "silence", "error"]), Stage(1, 3), "test")
    assert len(measured.latencies_ms) == 1
    assert measured.failures == ["an empty reply", "HTTP 500"]


def test_a_stage_ends_at_its_time_limit(surface):
    measured = drive(surface, itertools.repeat("hello"), Stage(2, 1_000_000, max_seconds=0.0), "test")
    assert len(measured.latencies_ms) == 2


def test_nobody_listening_is_a_failure_not_a_crash():
    nowhere = Surface("http://127.0.0.1:9/", {}, lambda sender, text: {}, bool)
    measured = drive(nowhere, iter(["hello"]), Stage(1, 1), "test")
    assert measured.failures[0].startswith("ConnectError")
    assert measured.percentile_ms(0.5) == float("inf")


def test_wordings_never_repeat_a_text():
    assert list(never_twice(["a", "b"], ["", "please"])) == ["a", "b", "please a", "please b"]
