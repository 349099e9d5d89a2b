"""What visitors wish the staff to see to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion, ActionAskPerson, ActionPassOnQuestion
from actions.follow_up.memory import Memory
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION

QUESTION = "كم نسبة الضريبة؟"


def test_a_near_question_is_offered_to_the_staff_beside_the_nearest_topics(ask, library, asked):
    near = replace(library, hits=("sme-roles/social",), confidence=0.1, nearness=0.9)
    turn = ask(ActionAnswerQuestion, near, asked(QUESTION, "ask_question"))
    (message,) = turn.messages
    assert message["response"] == "utter_missing_number"
    assert [button["payload"] for button in message["buttons"]][1:] == [PASS_ON_QUESTION]
    slots = {"last_answer": turn.events[-1]["value"]}
    passed = ask(ActionPassOnQuestion, library, {"text": "/pass_on_question"}, slots)
    assert passed.messages[0]["response"] == "utter_question_passed_on"
    assert passed.messages[0]["question"] == QUESTION
    assert passed.messages[0]["handoff"] == {"wish": "question", "question": QUESTION}
    assert passed.events[0]["name"] == "handoff"
    assert passed.events[0]["value"] == {"wish": "question", "question": QUESTION}


def test_long_numbers_and_addresses_are_not_said_back(ask, library):
    memory = Memory("related", asked="رقمي 0551 23 45 67 وبريدي a@b.org، كم الضريبة؟")
    turn = ask(ActionPassOnQuestion, library, {}, {"last_answer": memory.to_slot()})
    assert turn.messages[0]["question"] == "رقمي •••• •• •• 67 وبريدي •@•.•••، كم الضريبة؟"


@pytest.mark.parametrize(
    "memory",
    [
        Memory(),
        Memory("list", sections=("sme-roles/social",), asked=QUESTION),
        Memory("none", asked=""),
        Memory("none", asked="asdfasdf"),
        Memory("none", asked='/show_passage{"passage_id": "a/b"}'),
    ],
)
def test_without_an_unanswered_question_nothing_is_passed_on(ask, library, memory):
    turn = ask(ActionPassOnQuestion, library, {}, {"last_answer": memory.to_slot()})
    assert [message["response"] for message in turn.messages] == ["utter_nothing_to_pass_on"]
    assert turn.messages[0]["handoff"] is None


def test_who_announces_another_question_is_invited_to_ask_it(ask, library, asked):
    slots = {"last_answer": Memory("none", asked=QUESTION).to_slot()}
    turn = ask(ActionPassOnQuestion, library, asked("سؤال آخر", "pass_on_question"), slots)
    assert [message["evidence"]["kind"] for message in turn.messages] == ["clarify"]
    assert "handoff" not in turn.messages[0]


def test_the_wish_for_a_person_is_written_down(ask, library, asked):
    turn = ask(ActionAskPerson, library, asked("أريد موظفا", "ask_human", 0.97))
    assert turn.messages[0]["response"] == "utter_human"
    assert turn.messages[0]["handoff"] == turn.events[0]["value"] == {"wish": "person", "question": ""}


def test_an_uncertain_wish_for_a_person_is_asked_back_and_nothing_is_written_down(ask, library, asked):
    turn = ask(ActionAskPerson, library, asked("واحد من فضلك", "ask_human", 0.6))
    assert turn.messages[0]["response"] == "utter_offer_person"
    assert turn.messages[0]["handoff"] is None
    assert [event["name"] for event in turn.events] == ["last_answer"]
    slots = {"last_answer": turn.events[0]["value"]}
    assert ask(ActionAnswerQuestion, library, asked("نعم", "affirm"), slots).messages[0]["handoff"]


@pytest.mark.parametrize(
    ("text", "confidence"), [("كم واحد؟", 0.89), ("كم موظف عندكم؟", 1.0), ("أين هو؟", 0.7)]
)
def test_what_counts_or_asks_is_no_wish_for_a_person(ask, library, asked, text, confidence):
    turn = ask(ActionAskPerson, library, asked(text, "ask_human", confidence))
    assert [message.get("handoff") for message in turn.messages] == [None]
    assert ASK_HUMAN not in [button["payload"] for button in turn.messages[0]["buttons"]]
