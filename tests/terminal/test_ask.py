"""The terminal's side of the channel, against a small server that speaks it."""

from __future__ import annotations

import http.server
import io
import json
import threading

import pytest
from rich.console import Console

from contract.answer import Answer, Item, Points, Quote
from contract.channel import BotMessage, Intent
from terminal import ask
from terminal.ask import draw
from terminal.client import ChannelError, Conversation, Reply

EVIDENCE = {"kind": "point", "answer_id": "1", "confidence": 0.91, "milliseconds": 12.0, "index_version": "7",
            "hits": [{"id": "a/b/c", "score": 1.5, "rank": 1, "parts": {"dense": 0.5}}]}  # fmt: skip


class Channel(http.server.BaseHTTPRequestHandler):
    """Answers with the body it was sent; refuses "refuse", breaks on "break"."""

    def do_GET(self):
        self._reply(200, {"status": "ok"})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if body.get("text") == "refuse":
            return self._reply(422, {"error": {"code": "empty_text", "message": "اكتب سؤالا."}})
        if body.get("text") == "break":
            return self._reply(500, ["no", "form"])
        said = body.get("text") or body.get("payload")
        message = {
            "text": f"[bold]{said}[/bold]",
            "buttons": [{"title": "التالي", "payload": "/show_passage{}"}],
            "metadata": {"evidence": EVIDENCE},
        }
        return self._reply(
            200,
            {"message_id": "1", "intent": {"name": "ask_question", "confidence": 0.9}, "messages": [message]},
        )

    def _reply(self, status, body):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def channel(settings):
    servers = [
        http.server.ThreadingHTTPServer(("127.0.0.1", port), Channel)
        for port in (settings.rasa_port, settings.actions_port)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield settings
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def command(channel, monkeypatch, capsys):
    """Run the command with its standard input and return its exit code, output and errors."""
    monkeypatch.chdir(channel.root)
    for name, value in channel.values.items():
        monkeypatch.setenv(name, value)

    def run(arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return ask.main(arguments), *capsys.readouterr()

    return run


def test_a_reply_is_drawn_as_it_is_with_its_buttons_numbered(channel):
    with Conversation(channel) as conversation:
        reply = conversation.say("ما دورها؟")
    out = Console(file=io.StringIO(), width=20, highlight=False, emoji=False)
    draw(out, reply, evidence=False)
    assert out.file.getvalue() == "[bold]ما دورها؟[/bold]\n  [1] التالي\n"
    assert reply.evidence.kind == "point"


def test_an_answer_is_drawn_from_its_data_however_its_sentences_are_worded():
    columns = tuple(
        Points(heading, "", (Item(number, "a/b", "اسم", "اسم", "نص"), Item(number + 1, "a/c", "", "", "آخر")))
        for heading, number in (("أول", 1), ("ثان", 3))
    )
    answer = Answer("1. هكذا", (Quote("a", "عنوان", "كلام"), *columns), "3. من", ("و — ق", "و"))
    out = Console(file=io.StringIO(), width=20, highlight=False, emoji=False)
    draw(out, Reply(Intent("ask", 1.0), (BotMessage("لا يُقرأ", answer=answer),)))
    assert out.file.getvalue() == (
        "1. هكذا\n\nعنوان\nكلام\n\nأول\n1. اسم: نص\n2. آخر\n\nثان\n3. اسم: نص\n4. آخر\n\n3. من و — ق\nو\n"
    )


def test_the_sentence_that_answers_comes_first_and_stands_out():
    answer = Answer("وفق المصدر:", (Quote("a", "", "قبله. هو الجواب. بعده.", ((6, 16),)),))
    out = Console(file=io.StringIO(), width=80, highlight=False, emoji=False, force_terminal=True)
    draw(out, Reply(Intent("ask", 1.0), (BotMessage("لا يُقرأ", answer=answer),)))
    assert out.file.getvalue() == "وفق المصدر:\n\n\x1b[1mهو الجواب.\x1b[0m\nقبله. … بعده.\n"


def test_a_refused_message_raises_the_channels_own_sentence(channel):
    with Conversation(channel) as conversation, pytest.raises(ChannelError, match="اكتب سؤالا") as error:
        conversation.say("refuse")
    assert (error.value.status, error.value.code) == (422, "empty_text")


def test_one_question_is_answered_and_refused_by_exit_code(command):
    code, out, _ = command(["ما", "دورها؟"])
    assert (code, out.splitlines()[0]) == (0, "[bold]ما دورها؟[/bold]")
    code, out, errors = command(["refuse"])
    assert (code, out, errors) == (1, "", "اكتب سؤالا.\n")
    code, _, errors = command(["break"])
    assert code == 1
    assert errors.startswith("Daleel stopped answering")


def test_evidence_is_a_table_when_asked_for(command):
    _, out, _ = command(["--evidence", "سؤال"])
    assert "point, confidence 0.91, 12 ms" in out
    assert "a/b/c" in out


def test_a_conversation_presses_buttons_by_number_and_outlives_a_refusal(command):
    code, out, errors = command([], "سؤال\n1\n\n99\nrefuse\nآخر")
    said = [line for line in out.splitlines() if line.startswith("[bold]")]
    assert said == [f"[bold]{text}[/bold]" for text in ("سؤال", "/show_passage{}", "99", "آخر")]
    assert (code, errors) == (0, "اكتب سؤالا.\n")


def test_without_a_system_and_without_models_it_says_what_is_missing(settings, monkeypatch, capsys):
    (settings.root / "models/index").rmdir()
    monkeypatch.chdir(settings.root)
    for name, value in settings.values.items():
        monkeypatch.setenv(name, value)
    assert ask.main(["سؤال"]) == 2
    assert capsys.readouterr().err.startswith("models/index is missing; make it with 'make index'")
