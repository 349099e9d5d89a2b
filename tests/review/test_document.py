"""A quotation in its document, as the running index has it; and what is shown when the index is not there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.review.said import HOSTILE, SENDER, follow_up, numbers, point, say
from tests.web.conftest import SECRET
from tests.web.in_process import daleel
from tests.web.log_rows import Log
from tests.web.stub_answers import PARAGRAPH, QUOTE

PASSAGE, SECOND = "sme-roles/economic/p-1", "sme-roles/economic/p-2"
BODY: dict[str, Any] = {
    "index_version": "v",
    "documents": [{"id": "sme-roles", "title": "دور المؤسسات"}, {"id": "other", "title": "وثيقة أخرى"}],
    "passages": [
        {"id": "sme-roles/0", "document": "sme-roles", "section": "تمهيد", "heading": "", "text": "قبله"},
        {"id": PASSAGE, "document": "sme-roles", "section": "أدوار", "heading": "تكوين", "text": PARAGRAPH},
        {
            "id": "sme-roles/economic/p-2",
            "document": "sme-roles",
            "section": "أدوار",
            "heading": "توزيع",
            "text": HOSTILE,
        },
        {"id": "other/1", "document": "other", "section": "س", "heading": "", "text": "نص من غيرها"},
    ],
}


class Actions:
    """A stub in the action server's place; `asked` is what was asked for with the right secret."""

    def __init__(self) -> None:
        self.body, self.status, self.asked = json.dumps(BODY), 200, list[list[str]]()

    def answer(self, wish: dict[str, Any]) -> str:
        """What it holds of the passages named, and of their documents where that is wished."""
        try:
            held = json.loads(self.body)
            named = [each for each in held["passages"] if each["id"] in wish["ids"]]
        except (ValueError, TypeError, KeyError):
            return self.body
        documents = {each["document"] for each in named} if wish.get("beside") else ()
        beside = [each for each in held["passages"] if each["document"] in documents]
        return json.dumps({**held, "passages": beside or named})

    def handler(self) -> type[BaseHTTPRequestHandler]:
        actions = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                wish = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.headers.get("X-Daleel-Secret") == SECRET:
                    actions.asked.append(wish["ids"])
                body = actions.answer(wish).encode()
                self.send_response(actions.status if self.path == "/index/passages/named" else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Tests look at `asked`."""

        return Handler


@pytest.fixture
def actions() -> Iterator[Actions]:
    stub = Actions()
    server = ThreadingHTTPServer(("127.0.0.1", 0), stub.handler())
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    with daleel(actions_url=f"http://127.0.0.1:{server.server_port}"):
        yield stub
    server.shutdown()
    server.server_close()


def document_of(visitor, event_id: int, passage: str = PASSAGE) -> str:
    return visitor.get(f"/review/messages/{event_id}/document?passage={passage}").text


def test_the_quote_is_marked_among_the_other_passages_of_its_document(signed_in, actions):
    (event_id,) = say("ما دور المؤسسات؟")
    page = document_of(signed_in("reviewer"), event_id)
    assert f"<mark>{QUOTE}</mark>" in page
    assert page.index("قبله") < page.index("<mark>") < page.index("توزيع")
    assert "نص من غيرها" not in page
    assert "<script>window" not in page


def test_sentences_that_are_no_neighbours_are_marked_each(signed_in, actions):
    one, other = PARAGRAPH.split()[0], PARAGRAPH.split()[-1]
    told = point("ما دور المؤسسات؟")
    found = told["metadata"]["evidence"]
    at = len(PARAGRAPH) - len(other)
    found["points"][0]["marks"] = [(0, len(one)), (at, len(PARAGRAPH))]
    found["citations"][0]["quote"] = f"{one} … {other}"
    Log(SENDER).turn("ما دور المؤسسات؟", [told])
    (event_id,) = numbers()
    page = document_of(signed_in("reviewer"), event_id)
    assert f"<mark>{one}</mark>{PARAGRAPH[len(one) : at]}<mark>{other}</mark>" in page


def test_hits_are_called_by_their_headings(signed_in, actions):
    log = Log(SENDER)
    log.turn("والثانية؟", [follow_up("والثانية؟", "توزيع الصناعات")])
    rim = signed_in("reviewer")
    page = rim.get(f"/review/conversations/{SENDER}").text
    assert '<span class="said" dir="auto">توزيع</span> <code>sme-roles/economic/p-2</code>' in page
    assert actions.asked == [[PASSAGE, SECOND]]  # not all that the index has


def test_a_quote_that_the_index_has_in_other_words_is_not_marked(signed_in, actions):
    changed = json.loads(json.dumps(BODY))
    changed["passages"][1]["text"] = "كلام آخر"
    actions.body = json.dumps(changed)
    (event_id,) = say("ما دور المؤسسات؟")
    page = document_of(signed_in("reviewer"), event_id)
    assert "كلام آخر" in page
    assert "<mark>" not in page


def test_a_passage_that_left_the_index_is_said_to_have(signed_in, actions):
    (event_id,) = say("ما دور المؤسسات؟")
    assert "لم تعد هذه الفقرة في الفهرس" in document_of(signed_in("reviewer"), event_id, "gone")


@pytest.mark.parametrize(
    ("status", "body"),
    [(503, "{}"), (200, "no JSON"), (200, "[]"), (200, '{"passages": 7, "documents": [null]}'), (200, "{}")],
)
def test_an_index_that_is_not_there_is_said_to_be_away_and_the_page_stands(signed_in, actions, status, body):
    actions.status, actions.body = status, body
    (event_id,) = say("ما دور المؤسسات؟")
    rim = signed_in("reviewer")
    assert "تعذّر جلب الوثيقة" in document_of(rim, event_id)
    assert rim.get(f"/review/conversations/{SENDER}").status_code == 200


def test_a_message_that_there_is_not_has_no_document(signed_in, actions):
    assert signed_in("reviewer").get("/review/messages/999/document?passage=x").status_code == 404
