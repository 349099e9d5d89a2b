"""The cost of late turns: which messages are sent, and the figures."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from bench.command import BenchError
from bench.deployment import CONVERSATIONS, EARLY, LATE, Growth, measure_growth
from bench.load import Surface
from terminal.settings import read_settings


class Answering(BaseHTTPRequestHandler):
    """Answers every message and remembers it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    reply: ClassVar[bytes] = b'[{"text": "reply"}]'
    said: ClassVar[list[tuple[str, str]]] = []

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.said.append((message["sender"], message["text"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.reply)))
        self.end_headers()
        self.wfile.write(self.reply)

    def log_message(self, *_):
        """Stay quiet."""


@pytest.fixture
def stand_in():
    Answering.said, Answering.reply = [], b'[{"text": "reply"}]'
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = str(server.server_address[1])
    settings = read_settings(environ={}).changed(DALEEL_RASA_PORT=port, DALEEL_ACTIONS_PORT=port)
    surface = Surface(
        f"http://127.0.0.1:{port}/", {}, lambda sender, text: {"sender": sender, "text": text}, bool
    )
    yield settings, surface
    server.shutdown()
    server.server_close()


def test_growth_is_late_to_early():
    growth = Growth(early_ms=20.0, late_ms=25.0)
    assert growth.figures == {
        "growth_200": 1.25,
        "growth_turn_5_cpu_ms": 20.0,
        "growth_turn_200_cpu_ms": 25.0,
    }
    assert growth.table.rows == (("20.0", "25.0", "1.25"),)


def test_the_measured_turns_ask_the_same_questions_in_words_of_their_own(stand_in):
    growth = measure_growth(*stand_in)
    turns = Counter(sender for sender, _ in Answering.said)
    assert set(turns.values()) == {LATE[-1]} and len(turns) == CONVERSATIONS
    texts = [text for _, text in Answering.said]
    early = texts[(EARLY[0] - 1) * CONVERSATIONS : EARLY[-1] * CONVERSATIONS]
    late = texts[(LATE[0] - 1) * CONVERSATIONS :]
    others = set(texts) - set(early) - set(late)
    assert (len(set(early)), len(set(late))) == (40, 80)
    assert len(texts) == len(early) + len(late) + sum(text in others for text in texts)
    assert growth.early_ms > 0 and growth.late_ms > 0


def test_a_system_that_says_nothing_is_refused(stand_in):
    Answering.reply = b"[]"
    with pytest.raises(BenchError, match="said nothing"):
        measure_growth(*stand_in)
