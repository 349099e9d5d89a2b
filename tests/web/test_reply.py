"""A bot message as the public sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.compose import Answer, compose, place_of
from actions.evidence import Evidence
from actions.judge import Verdict
from actions.shape import Shape
from actions.utter import safe_value
from actions.whole_section import compare_sections, list_sections
from index import Index
from tests.web.stub_answers import DOCUMENT, PARAGRAPH, QUOTE, SECTION, answer
from web.chat.reply import public_reply

INTERNAL = (
    "score",
    "hits",
    "confidence",
    "index_version",
    "milliseconds",
    "model_id",
    "asked",
    "query",
    "start",
)
JUNK = (None, 7, True, "", "x", [], {}, [1], ["x"], [None], {"a": 1}, [[]], float("nan"))


@pytest.fixture(scope="module")
def index(index_directory: Path) -> Index:
    return Index.open(index_directory)


def templates() -> Iterator[tuple[str, str]]:
    """Every sentence of data/responses that closes with a citation."""
    for file in sorted(Path("data/responses").glob("*.yml")):
        responses = yaml.safe_load(file.read_text(encoding="utf-8"))["responses"]
        for name, variants in responses.items():
            for number, variant in enumerate(variants):
                if "\n\n" in variant["text"] and variant["text"].endswith("{citation}"):
                    yield f"{name}-{number}", variant["text"]


def answers(index: Index) -> list[Answer]:
    """What the actions answer: a point, one section, two, two side by side, headings alone, the first two."""
    overviews = [passage for passage in index.passages if passage.kind == "overview"][:2]
    point = next(passage for passage in index.passages if passage.kind == "point")
    return [
        compose(Verdict("point", (point.id,)), index),
        list_sections(index, overviews[:1]),
        list_sections(index, overviews),
        compare_sections(index, overviews),
        list_sections(index, overviews, Shape("summary")),
        list_sections(index, overviews, Shape("first", 2)),
    ]


def event_of(said: Answer, template: str) -> dict[str, Any]:
    """The bot event that Rasa logs of an answer said with this template."""
    variables = {"quote": "", "opening": "", "items": "", "count": "", "sections": "", **said.variables}
    evidence = Evidence(
        kind=said.kind,
        query="س",
        asked="س",
        confidence=0.5,
        points=said.points,
        citations=said.citations,
        hits=(),
        index_version="1",
        milliseconds=1.0,
    )
    text = template.format(**{name: safe_value(value) for name, value in variables.items()})
    metadata = {
        "evidence": json.loads(json.dumps(evidence.as_json())),
        "model_id": "m",
        "assistant_id": "daleel",
    }
    return {
        "event": "bot",
        "timestamp": 1.5,
        "text": text,
        "data": {"buttons": said.buttons},
        "metadata": metadata,
    }


@pytest.mark.parametrize("template", [each for _, each in templates()], ids=[name for name, _ in templates()])
def test_the_body_is_all_but_the_closing_source_line(index: Index, template: str) -> None:
    for said in answers(index):
        event = event_of(said, template)
        reply = public_reply(event)
        before = event["text"].rpartition("\n\n")[0]
        assert reply.text == event["text"]
        assert reply.body == before.rstrip()


def test_there_are_templates_in_three_languages() -> None:
    closings = {text.rpartition("\n\n")[2] for _, text in templates()}
    assert closings == {"المصدر: {citation}", "Source: {citation}", "Source : {citation}"}


def test_a_closing_of_another_place_stays(index: Index) -> None:
    for said in answers(index):
        event = event_of(said, "وفق المصدر:\n\n{quote}{items}{sections}\n\nالمصدر: {citation} وغيره")
        assert public_reply(event).body == event["text"]


def test_a_paragraph_that_only_begins_like_a_closing_stays(index: Index) -> None:
    said = answers(index)[0]
    event = event_of(said, "{quote}\n\nالمصدر: {citation}\nثم كلام آخر")
    assert public_reply(event).body == event["text"]


def test_a_closing_that_leaves_out_a_cited_section_stays(index: Index) -> None:
    said = answers(index)[2]
    first_place = said.variables["citation"].splitlines()[0]
    event = event_of(said, f"{{items}}\n\nالمصدر: {first_place}")
    assert public_reply(event).body == event["text"]


def test_a_text_that_is_nothing_but_a_closing_stays(index: Index) -> None:
    event = event_of(answers(index)[0], "المصدر: {citation}")
    assert public_reply(event).body == event["text"]


def test_a_section_whose_heading_is_ours_needs_not_be_named() -> None:
    (message,) = answer("سؤال")
    message["text"] = f"{QUOTE}\n\nالمصدر: {DOCUMENT}"
    assert public_reply(message).body == QUOTE


def test_a_bracket_that_the_actions_parted_is_the_same_place() -> None:
    (message,) = answer("سؤال")
    message["metadata"]["evidence"]["citations"][0]["section"] = "قانون 2010[3]"
    message["text"] = f"{QUOTE}\n\nالمصدر: {DOCUMENT} — قانون 2010 [3]"
    assert public_reply(message).body == QUOTE


def test_every_numbered_line_is_a_point_that_can_be_asked_for(index: Index) -> None:
    for said in answers(index)[1:]:
        reply = public_reply(event_of(said, "{opening}\n\n{items}{sections}\n\nالمصدر: {citation}"))
        assert [point.number for point in reply.points] == list(range(1, len(said.points) + 1))
        assert [point.passage_id for point in reply.points] == [point.id for point in said.points]
        assert [point.payload for point in reply.points] == [button["payload"] for button in said.buttons]
        for point in reply.points:
            assert point.heading


def test_points_keep_the_numbers_of_the_text() -> None:
    (message,) = answer("عدد")
    headings = [point["heading"] for point in message["metadata"]["evidence"]["points"]]
    message["text"] = f"تتمة:\n\n4. {headings[1]}: كلام\n9. {headings[2]}"
    assert [(point.number, point.heading) for point in public_reply(message).points] == [
        (4, headings[1]),
        (9, headings[2]),
    ]


def test_a_point_alone_and_small_talk_have_no_numbered_points() -> None:
    assert public_reply(answer("سؤال")[0]).points == ()
    greeting = public_reply(answer("مرحبا")[0])
    assert (greeting.kind, greeting.answer_id, greeting.sources, greeting.points) == (None, None, (), ())
    assert greeting.body == greeting.text


def test_a_source_is_its_quote_within_its_paragraph() -> None:
    (source,) = public_reply(answer("سؤال")[0]).sources
    assert asdict(source) == {
        "document": DOCUMENT,
        "section": SECTION,
        "passage_id": "sme-roles/economic/p-1",
        "heading": "تكوين الإطارات المحلية",
        "quote": QUOTE,
        "paragraph": PARAGRAPH,
    }


def test_a_quote_that_does_not_stand_in_its_point_is_its_own_paragraph() -> None:
    (message,) = answer("سؤال")
    message["metadata"]["evidence"]["points"][0]["text"] = "نص آخر"
    (source,) = public_reply(message).sources
    assert (source.quote, source.paragraph) == (QUOTE, QUOTE)


def test_a_heading_of_ours_is_not_given_out_as_the_sources() -> None:
    (message,) = answer("سؤال")
    message["metadata"]["evidence"]["points"][0]["heading_is_ours"] = True
    assert public_reply(message).sources[0].heading == ""


def test_an_event_and_the_channels_message_of_it_are_the_same_reply(index: Index) -> None:
    for said in answers(index):
        event = event_of(said, "{quote}{items}{sections}\n\nالمصدر: {citation}")
        message = {"text": event["text"], "buttons": said.buttons, "metadata": event["metadata"]}
        assert public_reply(message, datetime.fromtimestamp(1.5, UTC)) == public_reply(event)


def test_nothing_of_how_it_was_found_is_told(index: Index) -> None:
    for said in answers(index):
        told = json.dumps(public_reply(event_of(said, "{quote}")).as_json(), ensure_ascii=False)
        assert not [name for name in INTERNAL if f'"{name}"' in told]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_malformed_metadata_leaves_a_plain_text(junk: Any) -> None:
    (whole,) = answer("سؤال")
    evidence = whole["metadata"]["evidence"]
    damaged = [
        {"text": "نص", "metadata": junk},
        {"text": "نص", "metadata": {"evidence": junk}},
        {"text": "نص", "data": junk, "buttons": junk},
        {"text": "نص", "timestamp": junk, "metadata": None},
        {
            "text": "نص",
            "metadata": {"evidence": {"kind": junk, "answer_id": junk, "points": junk, "citations": junk}},
        },
        *({"text": "نص", "metadata": {"evidence": {**evidence, name: junk}}} for name in evidence),
        {
            "text": "نص",
            "metadata": {"evidence": {**evidence, "points": [dict.fromkeys(evidence["points"][0], junk)]}},
        },
    ]
    for message in damaged:
        reply = public_reply(message)
        assert (reply.text, reply.body) == ("نص", "نص")
        json.dumps(reply.as_json(), ensure_ascii=False, allow_nan=False).encode("utf-8")
    assert public_reply({"text": junk}).text == (junk if isinstance(junk, str) else "")


def test_half_a_surrogate_pair_in_the_log_can_still_be_sent() -> None:
    assert public_reply({"text": "نص \ud83d"}).text == "نص ?"


def test_times_are_utc_to_the_millisecond() -> None:
    assert public_reply({"text": "نص", "timestamp": 1795447137.3713524}).at == "2026-11-23T15:18:57.371Z"


def test_every_passage_loses_its_closing(index: Index) -> None:
    for passage in index.passages:
        said = compose(Verdict("list" if passage.kind == "overview" else "point", (passage.id,)), index)
        assert place_of(index, passage) in said.variables["citation"]
        event = event_of(said, "{quote}{items}\n\nالمصدر: {citation}")
        assert public_reply(event).body == event["text"].rpartition("\n\n")[0]
