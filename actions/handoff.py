"""What is left to the staff, only where that was asked for: a question, a wish to speak to a person."""

from __future__ import annotations

from typing import Any

from actions.compose import Handoff, Reply
from actions.follow_up.memory import Memory
from actions.layout import PERSON, cut_quote
from actions.message import PAYLOAD, Question
from actions.nonsense import is_mash
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


def question_passed_on(memory: Memory) -> Reply:
    """The last question that was not answered is written down, and said in the visitor's own words."""
    if not _was_left_open(memory):
        return _talk("utter_nothing_to_pass_on")
    question = memory.left_open or memory.asked
    return _talk(
        "utter_question_passed_on",
        handoff=Handoff("question", question),
        variables={"question": cut_quote(question)},
    )


def _talk(response: str, **kept: Any) -> Reply:
    return Reply("none", response, is_talk=True, is_remembered=False, **kept)


def _was_left_open(memory: Memory) -> bool:
    """Whether the last answer, or that to a part of the message, was none.

    And what it answered was a question and no button or struck keys.
    """
    asked = memory.asked
    if memory.left_open:
        return not is_mash(memory.left_open)
    return memory.kind in REFUSING and bool(asked) and not asked.startswith(PAYLOAD) and not is_mash(asked)
