"""What is left to the staff: an unanswered question, or a visitor's wish to speak to a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_question import answer_question
from actions.base import Events, IndexAction
from actions.follow_up.memory import Memory
from actions.message import PAYLOAD, Question
from actions.nonsense import is_mash
from actions.wishes import announces_a_question
from contract.answer import REFUSING

HANDOFF = "handoff"  # the slot, and the key in the bot event's metadata


@dataclass(frozen=True, slots=True)
class Handoff:
    """`wish`: to have a question passed on, or to speak to a person; `question` is empty for the latter.

    "distress" is no wish: the staff are told that somebody needs help.
    """

    wish: Literal["question", "person", "distress"]
    question: str = ""

    def utter(self, dispatcher: CollectingDispatcher, response: str, **beside: Any) -> Events:
        """Confirm it, and log it as a slot event and in the bot event's `metadata.handoff`."""
        dispatcher.utter_message(response=response, handoff=asdict(self), **beside)
        return [SlotSet(HANDOFF, asdict(self))]


class ActionAskPerson(IndexAction):
    """Said honestly, and written down."""

    def name(self) -> str:
        return "action_ask_person"

    def answer(self, dispatcher: CollectingDispatcher, question: Question, memory: Memory) -> Events:
        return Handoff("person").utter(dispatcher, "utter_human")


class ActionPassOnQuestion(IndexAction):
    def name(self) -> str:
        return "action_pass_on_question"

    def answer(self, dispatcher: CollectingDispatcher, question: Question, memory: Memory) -> Events:
        if announces_a_question(question.asked):  # "another question", and not "pass it on"
            return answer_question(dispatcher, question, memory, self._index())
        if not _was_left_open(memory):
            dispatcher.utter_message(response="utter_nothing_to_pass_on")
            return []
        left_open = memory.left_open or memory.asked
        return Handoff("question", left_open).utter(dispatcher, "utter_question_passed_on")


def _was_left_open(memory: Memory) -> bool:
    """Whether the last answer, or that to a part of the message, was none.

    And what it answered was a question and no button or struck keys.
    """
    asked = memory.asked
    if memory.left_open:
        return not is_mash(memory.left_open)
    return memory.kind in REFUSING and bool(asked) and not asked.startswith(PAYLOAD) and not is_mash(asked)
