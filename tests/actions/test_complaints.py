""" "That is not what I asked" is met with an apology, and with the nearest that was not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion, ActionPassOnQuestion
from actions.follow_up.memory import Memory
from contract.payload import PASS_ON_QUESTION, passage_of

ECONOMIC, SOCIAL = "sme-roles/economic", "sme-roles/social"
CADRES, COMPETITION, NEEDS = f"{ECONOMIC}/local-cadres", f"{ECONOMIC}/competition", f"{SOCIAL}/needs"
POINT = Memory("point", (ECONOMIC,), (), COMPETITION, (COMPETITION,), "ما دور المنافسة؟", seen=(COMPETITION,))


@pytest.fixture
def complain(ask, asked, library):
    found = replace(library, hits=(COMPETITION, CADRES, NEEDS, SOCIAL), confidence=0.9, nearness=0.9)

    def say(memory, held=found):
        turn = ask(
            ActionAnswerQuestion,
            held,
            asked("لم تجب عن سؤالي", "complain"),
            {"last_answer": memory.to_slot()},
        )
        return turn.messages[0], Memory.from_slot(turn.events[-1]["value"])

    return say


def choices(message):
    return [passage_of(button["payload"]) for button in message["buttons"]]


def test_the_two_nearest_that_were_not_shown_are_offered(complain):
    said, memory = complain(POINT)
    assert (said["response"], said["evidence"]["rule"]) == ("utter_complaint_choices", "complaint")
    assert choices(said) == [CADRES, NEEDS]
    assert said["evidence"]["query"] == POINT.asked
    assert (memory.asked, memory.left_open, memory.complaints) == (POINT.asked, POINT.asked, 1)


def test_the_second_complaint_offers_others(complain):
    _, memory = complain(POINT)
    said, memory = complain(memory)
    assert choices(said)[0] == SOCIAL
    assert (memory.asked, memory.complaints) == (POINT.asked, 2)


def test_the_third_offers_the_staff_who_get_the_question(complain, ask, library):
    memory, said = POINT, []
    for _ in range(4):
        message, memory = complain(memory)
        said.append(message["response"])
    assert said[2:] == ["utter_complaint_staff", "utter_complaint_short"]
    assert [button["payload"] for button in message["buttons"]] == [PASS_ON_QUESTION]
    turn = ask(ActionPassOnQuestion, library, {}, {"last_answer": memory.to_slot()})
    assert turn.messages[0]["handoff"]["question"] == POINT.asked


def test_an_answer_ends_the_complaints(complain, ask, asked, library):
    _, memory = complain(POINT)
    found = replace(library, hits=(NEEDS,), confidence=0.9)
    turn = ask(ActionAnswerQuestion, found, asked("ما الرغبات؟"), {"last_answer": memory.to_slot()})
    after = Memory.from_slot(turn.events[-1]["value"])
    assert (after.complaints, after.failures, after.left_open) == (0, 0, "")


@pytest.mark.parametrize("asked_before", ["", "asdfasdf"])
def test_without_a_question_before_it_is_asked_what_is_wanted(complain, asked_before):
    said, _ = complain(Memory("none", asked=asked_before))
    assert said["response"] == "utter_complaint_open"
    assert choices(said) == [ECONOMIC, SOCIAL]


def test_of_a_far_question_it_is_said_that_the_sources_do_not_hold_it(complain, library):
    far = replace(library, hits=(COMPETITION,), nearness=0.1)
    said, _ = complain(Memory("none", asked="كيف الطقس؟", failures=1), far)
    assert said["response"] == "utter_complaint_far"


def test_after_a_button_the_shown_passage_is_what_is_read_again(complain):
    pressed = replace(POINT, asked=f'/show_passage{{"passage_id": "{COMPETITION}"}}')
    said, _ = complain(pressed)
    assert said["evidence"]["query"] == "استمرارية المنافسة"
