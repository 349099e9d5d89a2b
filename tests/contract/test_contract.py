"""What crosses a process comes back as it was; what cannot be read is named and costs nothing else."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.answer import (
    Answer,
    Button,
    Item,
    Points,
    Quote,
    place_of,
    plain_text,
    read_answer,
    text_segments,
)
from contract.channel import Intent, Request, message_as_json, read_message, read_reply, reply_as_json
from contract.evidence import MISSING, Citation, Evidence, Hit, Point, cited, read_evidence
from contract.fields import Span
from contract.health import IndexHealth, read_index_health
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION, Press, passage_of, read_payload, show_passage
from contract.segments import ELLIPSIS, Segment

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
    points=(Point("doc/roles/jobs", "التشغيل :", False, "توفر مناصب. وغيرها.", ((0, 11),)),),
    citations=(Citation("كتاب", "doc", "فصل", "doc/roles", "الافتتاح.", 3, 9),),
    hits=(Hit("doc/roles/jobs", 1.5, 1, {"dense": 0.5}),),
    index_version="abc",
    milliseconds=4.5,
    missing="number",
)


def through_json(value: object) -> object:
    return json.loads(json.dumps(value, ensure_ascii=False))


QUOTED = Answer(parts=(Quote("a/b", "", "كلام."), Quote("a/c", "", "قبله. هو.", ((6, 9),))))


@pytest.mark.parametrize("answer", [LIST, QUOTED, Answer()])
def test_an_answer_comes_back_as_it_was_written(answer: Answer) -> None:
    assert read_answer(through_json(answer.as_json())) == answer


def test_evidence_comes_back_as_it_was_written() -> None:
    assert read_evidence(through_json(EVIDENCE.as_json())) == EVIDENCE


@pytest.mark.parametrize("health", [IndexHealth("3f2a"), IndexHealth("3f2a", "not read"), IndexHealth()])
def test_the_health_of_an_index_comes_back_as_it_was_written(health: IndexHealth) -> None:
    assert read_index_health(through_json(health.as_json())) == health


def test_plain_text_has_frame_opening_items_and_places() -> None:
    assert plain_text(LIST) == (
        "وفق المصدر:\n\nالافتتاح.\n\n1. التشغيل: توفر مناصب.\n2. المنافسة تحفز.\n\nالمصدر: كتاب — فصل\nكتاب"
    )


def drawn(text: str, *marks: Span) -> str:
    """A quotation as it is shown, what is marked between brackets."""
    segments = Quote("a/b", "", text, marks).segments()
    return "".join(f"[{each.text}]" if each.is_marked else each.text for each in segments)


@pytest.mark.parametrize(
    ("text", "marks", "shown"),
    [
        ("أول. ثان. ثالث.", (), "أول. ثان. ثالث."),
        ("أول. ثان. ثالث.", ((0, 4),), "[أول.] ثان. ثالث."),
        ("أول. ثان. ثالث.", ((0, 4), (5, 9)), "[أول. ثان.] ثالث."),
        ("أول. ثان. ثالث.", ((5, 9),), "[ثان.]\nأول. … ثالث."),
        ("أول. ثان. ثالث.", ((10, 15),), "[ثالث.]\nأول. ثان."),
        ("أول. ثان. ثالث.", ((5, 9), (10, 15)), "[ثان. ثالث.]\nأول."),
        ("أول. ثان. ثالث.", ((0, 4), (10, 15)), "[أول.] … [ثالث.]\nثان."),
        ("أول. ثان. ثالث.", ((0, 4), (5, 9), (10, 15)), "أول. ثان. ثالث."),
        ("أول\nثان\nثالث", ((4, 7),), "[ثان]\nأول\n…\nثالث"),
        ("أول.ثان.ثالث.", ((4, 8),), "[ثان.]\nأول. … ثالث."),
        ("- أول. ثان.", ((2, 6),), "[- أول.] ثان."),
        ("«أول.»", ((1, 5),), "«أول.»"),
        ("أول.", ((1, 1), (3, 4)), "أول."),
        ("", (), ""),
    ],
)
def test_the_sentences_that_answer_are_shown_first(text: str, marks: tuple[Span, ...], shown: str) -> None:
    assert drawn(text, *marks) == shown


@given(st.text("اب. \n!1«»", max_size=60), st.lists(st.integers(0, 60), max_size=8, unique=True))
def test_no_letter_of_a_quotation_is_lost_or_doubled_whatever_is_marked(text: str, ends: list[int]) -> None:
    places = sorted(end for end in ends if end <= len(text))
    marks = tuple(zip(places[::2], places[1::2], strict=False))
    segments = Quote("a/b", "", text, marks).segments()
    shown = "".join(segment.text for segment in segments)
    assert sorted("".join(shown.replace(ELLIPSIS, "").split())) == sorted("".join(text.split()))
    assert all(segment.text in text for segment in segments if segment.is_marked)


def test_plain_text_has_the_sentences_that_answer_first_and_no_markup() -> None:
    quote = Quote("a/b", "عنوان", "قبله. هو. بعده.", ((6, 9),))
    answer = Answer("جاء:", (quote,), "المصدر:", ("كتاب",))
    assert plain_text(answer) == "جاء:\n\nعنوان: هو.\nقبله. … بعده.\n\nالمصدر: كتاب"
    assert text_segments(answer) == (
        Segment("جاء:\n\nعنوان: "),
        Segment("هو.", is_marked=True),
        Segment("\nقبله. … بعده.\n\nالمصدر: كتاب"),
    )


def test_a_citation_stands_in_its_point_where_it_is_marked_else_where_its_words_are() -> None:
    citation = Citation("كتاب", "doc", "فصل", "a/b", "هو.", 0, 9)
    parts = (Segment("هو قبله. "), Segment("هو.", is_marked=True))
    assert cited(citation, Point("a/b", "", False, "هو قبله. هو.", ((9, 12),))) == parts
    assert cited(citation, Point("a/b", "", False, "هو قبله. هو.")) == parts
    assert cited(citation, Point("a/b", "", False, "غيره.")) == (Segment("هو.", is_marked=True),)
    assert cited(citation, None) == (Segment("هو.", is_marked=True),)


@pytest.mark.parametrize(
    "mark", [None, 7, "06", [0], [0, 2, 3], [2, 2], [-1, 2], [0, 99], [1.0, 2], [0, True]]
)
def test_a_mark_that_is_none_is_named_and_the_others_stay(
    mark: object, caplog: pytest.LogCaptureFixture
) -> None:
    part = {"type": "quote", "passage_id": "a/b", "text": "قبله. هو.", "marks": [mark, [6, 9]]}
    with caplog.at_level(logging.WARNING):
        answer = read_answer({"version": 1, "parts": [part]})
    assert answer is not None
    assert answer.parts == (Quote("a/b", "", "قبله. هو.", ((6, 9),)),)
    assert "answer.parts[0].marks[0] is no span of the text" in caplog.text


def test_marks_that_overlap_or_fall_back_are_left_out_and_older_evidence_has_none() -> None:
    told = EVIDENCE.as_json()
    point = {"id": "a/b", "heading_is_ours": False, "text": "قبله. هو."}
    evidence = read_evidence(
        {**told, "points": [{**point, "marks": [[2, 5], [4, 7], [0, 1], [6, 9]]}, point]}
    )
    assert evidence is not None
    assert [each.marks for each in evidence.points] == [((2, 5), (6, 9)), ()]


def test_a_channel_reply_comes_back_as_it_was_written() -> None:
    rasas = {"text": "نص", "buttons": [{"title": "أ", "payload": ASK_HUMAN}], "utter_action": "utter_x"}
    rasas |= {"answer": LIST.as_json(), "evidence": EVIDENCE.as_json(), "handoff": {"wish": "person"}}
    intent = Intent("ask_section", 0.9)
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
