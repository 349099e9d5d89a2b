"""What crosses a process comes back as it was; what cannot be read is named and costs nothing else."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest

from contract.answer import Answer, Button, Item, Points, Quote, place_of, plain_text, read_answer
from contract.channel import Intent, Request, message_as_json, read_message, read_reply, reply_as_json
from contract.evidence import MISSING, Citation, Evidence, Hit, Point, read_evidence
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION, Press, passage_of, read_payload, show_passage

LIST = Answer(
    frame="وفق المصدر:",
    parts=(
        Points(
            "",
            "الافتتاح.",
            (
                Item(1, "doc/roles/jobs", "التشغيل", "التشغيل", "توفر مناصب.", is_cut=True),
                Item(2, "doc/roles/market", "المنافسة", "", "المنافسة تحفز."),
            ),
        ),
    ),
    closing="المصدر:",
    places=(place_of("كتاب", "فصل"), "كتاب"),
)
EVIDENCE = Evidence(
    kind="list",
    rule="search",
    query="ما الأدوار",
    asked="ما الادوار",
    confidence=0.75,
    points=(Point("doc/roles/jobs", "التشغيل :", False, "توفر مناصب."),),
    citations=(Citation("كتاب", "doc", "فصل", "doc/roles", "الافتتاح.", 3, 9),),
    hits=(Hit("doc/roles/jobs", 1.5, 1, {"dense": 0.5}),),
    index_version="abc",
    milliseconds=4.5,
    missing="number",
)


def through_json(value: object) -> object:
    return json.loads(json.dumps(value, ensure_ascii=False))


@pytest.mark.parametrize("answer", [LIST, Answer(parts=(Quote("a/b", "", "كلام."),)), Answer()])
def test_an_answer_comes_back_as_it_was_written(answer: Answer) -> None:
    assert read_answer(through_json(answer.as_json())) == answer


def test_evidence_comes_back_as_it_was_written() -> None:
    assert read_evidence(through_json(EVIDENCE.as_json())) == EVIDENCE


def test_plain_text_has_frame_opening_items_and_places() -> None:
    assert plain_text(LIST) == (
        "وفق المصدر:\n\nالافتتاح.\n\n1. التشغيل: توفر مناصب.\n2. المنافسة تحفز.\n\nالمصدر: كتاب — فصل\nكتاب"
    )


def test_a_channel_reply_comes_back_as_it_was_written() -> None:
    rasas = {"text": "نص", "buttons": [{"title": "أ", "payload": ASK_HUMAN}], "utter_action": "utter_x"}
    rasas |= {"answer": LIST.as_json(), "evidence": EVIDENCE.as_json(), "handoff": {"wish": "person"}}
    intent = Intent("ask_roles", 0.9)
    written = reply_as_json("id-1", intent, (intent,), "ar", 12.34, [message_as_json(rasas)])
    reply = read_reply(through_json(written))
    assert reply is not None
    (message,) = reply.messages
    assert (message.answer, message.evidence) == (LIST, EVIDENCE)
    assert (message.response, message.handoff) == ("utter_x", "person")
    assert message.buttons == (Button("أ", ASK_HUMAN),)
    assert (reply.intent, reply.ranking, reply.milliseconds) == (intent, (intent,), 12.3)


def test_a_request_has_a_text_or_a_payload() -> None:
    assert Request("s", "id", text="نص").as_json() == {
        "sender": "s",
        "message_id": "id",
        "text": "نص",
        "metadata": {},
    }
    assert Request("s", "id", payload="/x").as_json()["payload"] == "/x"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"parts": 3}, "answer.parts is int"),
        ({"parts": [{"type": "quote", "passage_id": "a/b"}]}, "answer.parts[0].text is missing"),
        ({"parts": [{"type": "points", "items": [7]}]}, "answer.parts[0].items[0] is int, not an object"),
        ({"places": [None, "كتاب"]}, "answer.places[0] is NoneType, not a text"),
        ({"version": 9}, "answer is of version 9, this reader knows 1"),
        ({"frame": True}, "answer.frame is bool"),
    ],
)
def test_damage_is_named_and_the_rest_is_read(
    damage: dict[str, object], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = read_answer({**LIST.as_json(), **damage})
    assert answer is not None
    assert said in caplog.text
    assert answer.closing == LIST.closing


@pytest.mark.parametrize("missing", MISSING)
def test_evidence_says_what_is_missing(missing: str) -> None:
    evidence = read_evidence(through_json({**EVIDENCE.as_json(), "missing": missing}))
    assert evidence is not None
    assert evidence.missing == missing


@pytest.mark.parametrize("damage", [{"missing": "colour"}, {"missing": 7}, {"missing": None}])
def test_what_is_missing_by_another_name_is_left_out(damage: dict[str, object]) -> None:
    evidence = read_evidence({**EVIDENCE.as_json(), **damage})
    assert evidence is not None
    assert (evidence.missing, evidence.kind) == ("", "list")


def test_evidence_from_before_it_said_what_is_missing_is_read() -> None:
    old = EVIDENCE.as_json()
    del old["missing"]
    assert read_evidence(old) == replace(EVIDENCE, missing="")


@pytest.mark.parametrize("value", [7, [], "نص", {"kind": "none"}, {"kind": "guess", "answer_id": "x"}])
def test_evidence_without_kind_or_id_is_none(value: object) -> None:
    assert read_evidence(value) is None


@pytest.mark.parametrize("value", [None, 7, {}, {"message_id": "a"}, {"message_id": "a", "messages": [3]}])
def test_a_reply_without_messages_is_none(value: object) -> None:
    assert read_reply(value) is None


def test_a_message_of_nothing_is_empty() -> None:
    message = read_message({"text": "\ud800نص\x00", "metadata": 4})
    assert (message.text, message.answer, message.evidence) == ("?نص", None, None)


def test_a_payload_has_one_spelling() -> None:
    assert read_payload('/show_passage{"passage_id":"doc/roles"}') == Press(
        show_passage("doc/roles"), "show_passage", "doc/roles"
    )
    assert read_payload(PASS_ON_QUESTION) == Press(PASS_ON_QUESTION, "pass_on_question")
    assert passage_of(show_passage("doc/roles/jobs")) == "doc/roles/jobs"


@pytest.mark.parametrize(
    "payload", [None, "", "/restart", "ask", '/show_passage{"passage_id": "../x"}', "/" * 400]
)
def test_what_no_button_sends_is_no_payload(payload: object) -> None:
    assert read_payload(payload) is None
