"""What is left to the staff, only where that was asked for: a question, a wish to speak to a person."""

from __future__ import annotations

from typing import Any

from actions.compose import Handoff, Reply
from actions.follow_up.memory import Memory
from actions.layout import PERSON, cut_quote
from actions.message import PAYLOAD, Question, cue_forms
from actions.nonsense import is_mash
from arabic import search_key
from arabic.lexicon import patterns
from contract.answer import REFUSING

# From here on the classifier is believed that a person is asked for; below it, this is asked back.
CERTAIN_WISH = 0.95


def person_asked_for(question: Question) -> Reply:
    """Written down where the wish is certain; else asked whether it is meant."""
    if is_certain(question):
        return person_written_down()
    return _talk("utter_offer_person", buttons=(PERSON,))


def is_certain(question: Question) -> bool:
    """Whether a person is surely asked for, in words or by the button."""
    return question.asked.startswith(PAYLOAD) or question.intent_confidence >= CERTAIN_WISH


def person_written_down() -> Reply:
    return _talk("utter_human", handoff=Handoff("person"))


def question_passed_on(memory: Memory, question: str = "") -> Reply:
    """A question is written down, and said in the visitor's own words: that one, else the last unanswered.

    Where none is unanswered, it is asked whether a person is wanted.
    """
    question = question or open_question(memory)
    if question:
        return _talk(
            "utter_question_passed_on",
            handoff=Handoff("question", question),
            variables={"question": cut_quote(question)},
        )
    if memory.noted:
        return what_was_noted(memory)
    return _talk("utter_nothing_to_pass_on", buttons=(PERSON,))


def what_was_noted(memory: Memory) -> Reply:
    """What stands written down for the staff."""
    if memory.noted is None:
        return _talk("utter_noted_nothing")
    if memory.noted.question:
        return _talk("utter_noted_question", variables={"question": cut_quote(memory.noted.question)})
    return _talk("utter_noted_person")


def taken_back(memory: Memory, asked: str) -> Reply | None:
    """What was written down is taken back, where words of it say so ("never mind, don't send it")."""
    noted = memory.noted
    withdraws = patterns("withdrawing")["withdraw"]
    if noted is None or not any(withdraws.search(search_key(form)) for form in cue_forms(asked)):
        return None
    response = "utter_undone_question" if noted.question else "utter_undone_person"
    variables = {"question": cut_quote(noted.question)} if noted.question else {}
    return _talk(response, handoff=Handoff("undone"), variables=variables)


def _talk(response: str, **kept: Any) -> Reply:
    return Reply("none", response, is_talk=True, is_remembered=False, **kept)


def open_question(memory: Memory) -> str:
    """The question that the last message did not answer, else the last one before; "" for none.

    A button and struck keys are no questions.
    """
    refused = memory.asked if memory.kind in REFUSING else ""
    question = memory.left_open or refused
    if memory.noted and memory.noted.question == question:
        question = ""
    if not question or question.startswith(PAYLOAD) or is_mash(question):
        return memory.unanswered
    return question
