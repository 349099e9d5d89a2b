"""A message of the assistant as the public sees it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from contract.answer import Answer, Item, Points, Quote, plain_text
from contract.channel import read_message
from tests.web.stub_answers import (
    DOCUMENT,
    HEADINGS,
    PARAGRAPH,
    QUOTE,
    SECTION,
    Message,
    answer,
    answering,
    evidence,
)
from web.chat.conversation import Reply, public_reply

AT = datetime(2026, 11, 23, 15, 18, 57, 371_352, UTC)
INTERNAL = ("score", "hits", "confidence", "index_version", "milliseconds", "asked", "query", "start", "rule")
JUNK = (None, 7, True, "", "x", [], {}, [1], ["x"], [None], {"a": 1}, [[]], float("nan"))
COMPARISON = Answer(
    frame="الفرق:",
    parts=(
        Points("اقتصاديا", "", (Item(1, "a/b", "التشغيل", "", "توفر مناصب."),)),
        Points("اجتماعيا", "", (Item(2, "a/c", "التوزيع", "التوزيع", "", is_cut=True),)),
    ),
    closing="المصدر:",
    places=("كتاب — باب", "كتاب — فصل"),
)


def reply_of(message: Message) -> Reply:
    return public_reply(read_message(message), AT)


def test_the_body_is_all_but_the_line_that_names_the_places() -> None:
    for said in (answer("سؤال")[0], answer("عدد")[0], answering(COMPARISON, evidence("comparison", "س", []))):
        reply = reply_of(said)
        assert reply.text == said["text"]
        assert reply.body == said["text"].rpartition("\n\n")[0]
        assert DOCUMENT not in reply.body


def test_however_a_response_is_worded_points_sources_and_buttons_are_the_same() -> None:
    for said in (answer("سؤال")[0], answer("عدد")[0], answering(COMPARISON, evidence("comparison", "س", []))):
        known = read_message(said)
        assert known.answer is not None
        reworded = replace(known.answer, frame="Here you are", closing="It is written in")
        other = replace(known, answer=reworded, text=plain_text(reworded))
        before, after = public_reply(known, AT), public_reply(other, AT)
        assert after.text != before.text
        assert after.body.removeprefix("Here you are") == before.body.removeprefix(known.answer.frame)
        for name in ("points", "sources", "buttons", "kind", "answer_id"):
            assert getattr(after, name) == getattr(before, name)


def test_every_numbered_point_can_be_asked_for() -> None:
    said = answer("عدد")[0]
    reply = reply_of(said)
    assert [(point.number, point.heading) for point in reply.points] == list(enumerate(HEADINGS, 1))
    assert [point.payload for point in reply.points] == [button["payload"] for button in said["buttons"]]
    compared = reply_of(answering(COMPARISON, evidence("comparison", "س", [])))
    assert [(point.number, point.heading) for point in compared.points] == [(1, "التشغيل"), (2, "التوزيع")]


def test_what_is_older_than_answers_as_data_is_shown_as_it_was_said() -> None:
    said = answer("عدد")[0]
    del said["metadata"]["answer"]
    reply = reply_of(said)
    assert reply.body == reply.text == said["text"]
    assert [(point.number, point.heading) for point in reply.points] == list(enumerate(HEADINGS, 1))
    assert reply.answer is None


def test_an_answer_of_a_frame_alone_has_a_body() -> None:
    said = answering(Answer(), evidence("none", "س", []))
    said["text"] = "لا تجيب مصادري عن هذا."
    assert reply_of(said).body == said["text"]


def test_a_point_alone_and_small_talk_have_no_numbered_points() -> None:
    assert reply_of(answer("سؤال")[0]).points == ()
    greeting = reply_of(answer("مرحبا")[0])
    assert (greeting.kind, greeting.answer_id, greeting.sources, greeting.points) == (None, None, (), ())
    assert (greeting.body, greeting.answer) == (greeting.text, None)


def test_a_source_is_its_quote_within_its_paragraph() -> None:
    (source,) = reply_of(answer("سؤال")[0]).sources
    assert asdict(source) == {
        "document": DOCUMENT,
        "section": SECTION,
        "passage_id": "sme-roles/economic/p-1",
        "heading": "تكوين الإطارات المحلية",
        "quote": QUOTE,
        "paragraph": PARAGRAPH,
        "segments": (
            {"text": QUOTE, "is_marked": True},
            {"text": PARAGRAPH.removeprefix(QUOTE), "is_marked": False},
        ),
        "page": 0,
        "picture": "",
        "file": "",
    }


def test_a_quote_that_does_not_stand_in_its_point_is_its_own_paragraph() -> None:
    (message,) = answer("سؤال")
    message["metadata"]["evidence"]["points"][0]["text"] = "نص آخر"
    (source,) = reply_of(message).sources
    assert (source.quote, source.paragraph) == (QUOTE, QUOTE)


def test_what_answers_is_told_apart_in_the_answer_and_in_its_source() -> None:
    text = "قبله 😀. هو الجواب. بعده."
    (start, end), after = (8, 18), " بعده."
    said = Answer("جاء:", (Quote("sme-roles/economic/p-1", "", text, ((start, end),)),))
    found = evidence("point", "س", HEADINGS[:1])
    found["points"][0] |= {"text": text, "marks": [[start, end]]}
    found["citations"][0]["quote"] = text[start:end]
    told = reply_of(answering(said, found)).as_json()
    assert told["answer"]["parts"][0]["segments"] == [
        {"text": "هو الجواب.", "is_marked": True},
        {"text": "\nقبله 😀. … بعده.", "is_marked": False},
    ]
    assert told["text"] == told["body"] == "جاء:\n\nهو الجواب.\nقبله 😀. … بعده."
    (source,) = told["sources"]
    assert (source["quote"], source["paragraph"]) == ("هو الجواب.", text)
    assert source["segments"] == (
        {"text": "قبله 😀. ", "is_marked": False},
        {"text": "هو الجواب.", "is_marked": True},
        {"text": after, "is_marked": False},
    )


def test_a_heading_of_ours_is_not_given_out_as_the_sources() -> None:
    (message,) = answer("سؤال")
    message["metadata"]["evidence"]["points"][0]["heading_is_ours"] = True
    assert reply_of(message).sources[0].heading == ""


def test_the_json_holds_the_answers_parts_for_who_draws_them() -> None:
    told = reply_of(answer("سؤال")[0]).as_json()
    assert told["answer"]["parts"] == [
        {
            "type": "quote",
            "passage_id": "sme-roles/economic/p-1",
            "heading": "",
            "text": QUOTE,
            "marks": (),
            "segments": [{"text": QUOTE, "is_marked": False}],
        }
    ]
    assert told["answer"]["places"] == [f"{DOCUMENT} — {SECTION}"]


def test_nothing_of_how_it_was_found_is_told() -> None:
    for said in ("سؤال", "عدد", "طقس", "مرحبا"):
        told = json.dumps(reply_of(answer(said)[0]).as_json(), ensure_ascii=False)
        assert not [name for name in INTERNAL if f'"{name}"' in told]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_malformed_metadata_leaves_a_plain_text(junk: Any) -> None:
    (whole,) = answer("سؤال")
    known = whole["metadata"]["evidence"]
    damaged = [
        {"text": "نص", "metadata": junk},
        {"text": "نص", "metadata": {"evidence": junk, "answer": junk}},
        {"text": "نص", "buttons": junk},
        {
            "text": "نص",
            "metadata": {"evidence": {"kind": junk, "answer_id": junk, "points": junk, "citations": junk}},
        },
        *({"text": "نص", "metadata": {"evidence": {**known, name: junk}}} for name in known),
        {
            "text": "نص",
            "metadata": {"evidence": {**known, "points": [dict.fromkeys(known["points"][0], junk)]}},
        },
        {"text": "نص", "metadata": {"answer": {"frame": junk, "parts": junk, "places": junk}}},
    ]
    for message in damaged:
        reply = reply_of(message)
        assert reply.text == "نص"
        assert reply.body
        json.dumps(reply.as_json(), ensure_ascii=False, allow_nan=False).encode("utf-8")
    assert reply_of({"text": junk}).text == (junk if isinstance(junk, str) else "")


def test_half_a_surrogate_pair_can_still_be_sent() -> None:
    assert reply_of({"text": "نص \ud83d"}).text == "نص ?"


def test_times_are_utc_to_the_millisecond() -> None:
    assert reply_of({"text": "نص"}).at == "2026-11-23T15:18:57.371Z"


def test_a_quoted_paragraph_keeps_its_heading() -> None:
    said = Answer(frame="جاء:", parts=(Quote("a/b", "المنافسة", "تحفز."),))
    assert reply_of(answering(said, evidence("point", "س", []))).body == "جاء:\n\nالمنافسة: تحفز."
