"""Failures in a row: each says what kind it is, offers one next step, and grows shorter."""

from __future__ import annotations

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.follow_up.memory import Memory
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION
from tests.actions.conftest import LibraryIndex

SOCIAL, COMPETITION = "sme-roles/social", "sme-roles/economic/competition"
FAR, NEAR = LibraryIndex(), LibraryIndex(hits=(COMPETITION, SOCIAL), confidence=0.1, nearness=0.9)
FOUND = LibraryIndex(hits=(COMPETITION,), confidence=0.9)


@pytest.fixture
def say(ask, asked):
    def turns(*said):
        """The response and the payloads of its buttons to each (text, index)."""
        slots, found = {}, []
        for text, index in said:
            intent = "nonsense" if text == "asdfasdf" else "ask_question"
            turn = ask(ActionAnswerQuestion, index, asked(text, intent), slots)
            slots = {event["name"]: event["value"] for event in turn.events}
            (message,) = turn.messages
            found.append((message["response"], [button["payload"] for button in message["buttons"]]))
        return found, Memory.from_slot(slots["last_answer"])

    return turns


@pytest.mark.parametrize(
    ("text", "index", "kind", "first"),
    [
        ("من فاز بالكأس؟", FAR, "far", "utter_answer_none"),
        ("كيف أسجل شركة؟", NEAR, "near", "utter_answer_related"),
        ("asdfasdf", FAR, "unclear", "utter_nonsense"),
    ],
)
def test_each_failure_is_told_in_its_own_way(say, text, index, kind, first):
    said, memory = say(*[(text, index)] * 6)
    responses = [response for response, _ in said]
    assert responses == [first, *(f"utter_{kind}_{step}" for step in ("again", "staff", *["short"] * 3))]
    assert memory.failures == 6


def test_the_staff_are_offered_once_of_what_is_far_and_with_each_question_that_is_near(say):
    far, _ = say(*[("من فاز بالكأس؟", FAR)] * 5)
    assert [ASK_HUMAN in buttons for _, buttons in far] == [False, False, True, False, False]
    near, _ = say(*[("كيف أسجل شركة؟", NEAR)] * 5)
    assert [buttons[-1] for _, buttons in near] == [PASS_ON_QUESTION] * 5
    assert [len(buttons) for _, buttons in near] == [3, 3, 1, 1, 1]


def test_kinds_may_change_and_an_answer_begins_anew(say):
    said, _ = say(
        ("من فاز؟", FAR), ("كيف أسجل شركة؟", NEAR), ("asdfasdf", FAR), ("المنافسة", FOUND), ("من؟", FAR)
    )
    assert [response for response, _ in said] == [
        "utter_answer_none",
        "utter_near_again",
        "utter_unclear_staff",
        "utter_answer_point",
        "utter_answer_none",
    ]


def test_what_is_lacking_is_told_twice_before_the_staff_are_offered(say):
    said, _ = say(*[("كم الضريبة؟", NEAR)] * 4)
    assert [response for response, _ in said] == [
        "utter_missing_number",
        "utter_missing_number",
        "utter_near_staff",
        "utter_near_short",
    ]


def test_two_refused_parts_are_one_failure_in_two_variants(ask, asked):
    turn = ask(ActionAnswerQuestion, NEAR, asked("كم الضريبة؟ ومن رئيس الجمعية؟"))
    if len(turn.messages) > 1:
        assert turn.messages[1]["again"] == 1
    assert Memory.from_slot(turn.events[-1]["value"]).failures == 1
