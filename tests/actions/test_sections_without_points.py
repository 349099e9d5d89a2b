"""Sections whose first passage opens no list, as files have them: they are answered in their words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_policy import Verdict
from actions.answer_question import ActionAnswerQuestion, ActionShowMore
from actions.compose import compose
from tests.actions.conftest import DOCUMENT, LibraryIndex, passage

FEES, FORMS = "رسوم التسجيل", "نماذج الطلبات"
FIRST, SECOND, NEXT = "sme-roles/s1", "sme-roles/s1/p2", "sme-roles/s2"
PASSAGES = (
    passage(FIRST, FEES, FEES, "تدفع رسوم التسجيل مرة في السنة.", 0),
    replace(passage(SECOND, FEES, FEES, "ويعفى منها المتقاعدون.", 1), kind="paragraph"),
    passage(NEXT, FORMS, FORMS, "تقدم النماذج في المكتب.", 2),
)


@pytest.fixture
def index() -> LibraryIndex:
    return LibraryIndex(PASSAGES, hits=(FIRST,), confidence=0.9)


def slots_of(turn):
    return {event["name"]: event["value"] for event in turn.events}


def test_such_a_section_is_answered_in_its_own_words(ask, index, asked):
    turn = ask(ActionAnswerQuestion, index, asked("حدثني عن رسوم التسجيل من فضلك", "ask_section", 0.95))
    assert turn.evidence["kind"] == "point"
    (part,) = turn.answer.parts
    assert (part.heading, part.text) == (FEES, PASSAGES[0].text)


def test_its_button_shows_it_and_more_is_what_follows_in_the_document(ask, index, asked, pressed):
    turn = ask(ActionAnswerQuestion, index, pressed(FIRST))
    assert turn.evidence["citations"][0]["passage_id"] == FIRST
    for expected in (SECOND, NEXT):
        turn = ask(ActionShowMore, index, asked("المزيد", "ask_more"), slots_of(turn))
        assert turn.evidence["citations"][0]["passage_id"] == expected
    turn = ask(ActionShowMore, index, asked("المزيد", "ask_more"), slots_of(turn))
    assert turn.messages[0]["response"] == "utter_no_more"


def test_two_of_them_are_listed_by_their_openings_and_compared_in_columns(index):
    listed = compose(Verdict("list", (FIRST, NEXT)), index)
    assert [part.opening for part in listed.answer.parts] == [PASSAGES[0].text, PASSAGES[2].text]
    assert listed.response == "utter_answer_list"
    compared = compose(Verdict("comparison", (FIRST, NEXT)), index)
    assert [item.text for part in compared.answer.parts for item in part.items] == [
        PASSAGES[0].text,
        PASSAGES[2].text,
    ]
    assert listed.answer.places == (f"{DOCUMENT.title} — {FEES}", f"{DOCUMENT.title} — {FORMS}")
