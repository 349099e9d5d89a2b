"""The source of the last answer, and what comes after it."""

from __future__ import annotations

import pytest

from actions.answer_question import ActionCiteSource, ActionShowMore
from actions.follow_up.memory import Memory
from contract.answer import Quote

CADRES, COMPETITION = "sme-roles/economic/local-cadres", "sme-roles/economic/competition"
BAD_SLOTS = [
    None,
    "text",
    5,
    [],
    {},
    {"version": 2},
    {"kind": "point", "ids": ["gone"]},
    Memory("point", focus="gone").to_slot(),
]


def remember(*ids, kind="point"):
    focus, listed = ("", ids) if kind == "list" else (ids[0], ())
    sections = (ids[0].rsplit("/", 1)[0],)
    return {"last_answer": Memory(kind, sections, listed, focus, ids).to_slot()}


def test_the_source_of_a_point_is_its_place_and_words(ask, library):
    turn = ask(ActionCiteSource, library, {"text": "ما المصدر؟"}, remember(COMPETITION))
    assert turn.messages[0]["response"] == "utter_source"
    assert turn.answer.places == ("أدوار المؤسسات \u2014 دور المؤسسات اقتصاديا",)
    assert turn.answer.parts == (Quote(COMPETITION, "", "تصبح المنافسة أداة التغيير؛"),)
    assert turn.evidence["citations"][0]["passage_id"] == COMPETITION


def test_the_source_of_a_list_begins_with_its_opening(ask, library):
    turn = ask(ActionCiteSource, library, {}, remember(CADRES, COMPETITION, kind="list"))
    opening = "تحتل المؤسسات مكانة وتتمثل الأدوار فيما يلي:"
    assert turn.answer.parts == (Quote("sme-roles/economic", "", opening),)
    assert len(turn.answer.places) == 1


@pytest.mark.parametrize("slot", BAD_SLOTS)
def test_without_a_usable_last_answer_there_is_no_source_and_no_more(ask, library, slot):
    said = ask(ActionCiteSource, library, {}, {"last_answer": slot}).messages
    assert [message["response"] for message in said] == ["utter_source_data"]
    said = ask(ActionShowMore, library, {}, {"last_answer": slot}).messages
    assert [message["response"] for message in said] == ["utter_no_more"]


def test_more_is_the_next_point_then_the_next_section_then_no_more(ask, library):
    turn = ask(ActionShowMore, library, {}, remember(CADRES))
    assert turn.answer.parts == (Quote(COMPETITION, "استمرارية المنافسة", "تصبح المنافسة أداة التغيير؛"),)
    turn = ask(ActionShowMore, library, {}, {"last_answer": turn.events[0]["value"]})
    assert turn.answer.parts[0].opening == "تكتسي المؤسسات مكانة اجتماعية:"
    turn = ask(ActionShowMore, library, {}, {"last_answer": turn.events[0]["value"]})
    assert turn.messages[0]["response"] == "utter_follow_up_explain"  # all that the last section has
    turn = ask(ActionShowMore, library, {}, {"last_answer": turn.events[0]["value"]})
    assert turn.messages[0]["response"] == "utter_no_more"
