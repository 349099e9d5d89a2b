"""What is left to the staff is remembered: told of when asked, taken back; one of two by its place."""

from __future__ import annotations

import pytest

from actions.answer_question import ActionAnswerQuestion, ActionAskPerson, ActionPassOnQuestion
from actions.compose import Handoff
from actions.follow_up.memory import Memory
from actions.pending_offer import Offer, is_contented
from actions.small_talk import ActionSmallTalk

QUESTION = "كم نسبة الضريبة؟"
NOTED = Memory("related", asked=QUESTION, offer=Offer("ask"), noted=Handoff("question", QUESTION))


def slots(memory):
    return {"last_answer": memory.to_slot()}


def kept(turn):
    return Memory.from_slot(next(each["value"] for each in turn.events if each["name"] == "last_answer"))


def test_what_was_noted_is_remembered(ask, library):
    turn = ask(ActionPassOnQuestion, library, {}, slots(Memory("related", asked=QUESTION)))
    assert kept(turn).noted == Handoff("question", QUESTION)


def test_an_earlier_unanswered_question_is_passed_on_after_an_answer(ask, library):
    memory = Memory("list", sections=("sme-roles/social",), asked="ما الدور؟", unanswered=QUESTION)
    turn = ask(ActionPassOnQuestion, library, {}, slots(memory))
    assert turn.messages[0]["handoff"] == {"wish": "question", "question": QUESTION}
    assert kept(turn).unanswered == ""


def test_one_of_two_questions_is_passed_on_by_its_place(ask, library, asked):
    memory = Memory("related", asked="How do they create jobs? How many taxes do they pay?")
    turn = ask(ActionAskPerson, library, asked("the second one to someone", "ask_human"), slots(memory))
    assert turn.messages[0]["handoff"] == {"wish": "question", "question": "How many taxes do they pay?"}


@pytest.mark.parametrize("words", ["خلاص بلاش", "never mind, cancel it", "laissez tomber, annulez"])
def test_words_that_withdraw_take_it_back(ask, library, asked, words):
    turn = ask(ActionAnswerQuestion, library, asked(words, "deny"), slots(NOTED))
    assert turn.messages[0]["response"].startswith("utter_undone_question")
    assert turn.messages[0]["handoff"]["wish"] == "undone"
    assert kept(turn).noted is None


@pytest.mark.parametrize("words", ["لا شكرا", "no thanks"])
def test_a_polite_no_takes_nothing_back(ask, library, asked, words):
    turn = ask(ActionAnswerQuestion, library, asked(words, "deny"), slots(NOTED))
    assert turn.messages[0]["response"].startswith("utter_nothing_more")
    assert turn.messages[0]["handoff"] is None


@pytest.mark.parametrize(
    ("memory", "response"),
    [
        (NOTED, "utter_noted_question"),
        (Memory(noted=Handoff("person")), "utter_noted_person"),
        (Memory(), "utter_noted_nothing"),
    ],
)
def test_whether_it_arrived_is_told(ask, library, asked, memory, response):
    turn = ask(ActionSmallTalk, library, asked("هل وصل سؤالي؟", "ask_noted"), slots(memory))
    assert turn.messages[0]["response"] == response


@pytest.mark.parametrize(
    ("words", "is_so"),
    [("تمام كده", True), ("perfect, that's enough", True), ("نعم", False), ("تمام الثانية", False)],
)
def test_contentment_is_all_that_is_said(words, is_so):
    assert is_contented(words) == is_so
