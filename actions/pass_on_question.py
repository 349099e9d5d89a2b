"""The wish to have an unanswered question passed on to the staff."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.answer_question import answer_question
from actions.base import IndexAction
from actions.follow_up import Memory
from actions.handoff import Handoff
from actions.invitation import announces_a_question
from actions.language import PAYLOAD
from actions.nonsense import is_mash
from actions.question import read_question
from actions.utter import LAST_ANSWER
from contract.answer import REFUSING


class ActionPassOnQuestion(IndexAction):
    def name(self) -> str:
        return "action_pass_on_question"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        if announces_a_question(read_question(tracker).asked):  # "another question", and not "pass it on"
            return answer_question(dispatcher, tracker, self._index())
        memory = Memory.from_slot(tracker.get_slot(LAST_ANSWER))
        if not _was_left_open(memory):
            dispatcher.utter_message(response="utter_nothing_to_pass_on")
            return []
        question = memory.left_open or memory.asked
        return Handoff("question", question).utter(dispatcher, "utter_question_passed_on")


def _was_left_open(memory: Memory) -> bool:
    """Whether the last answer, or that to a part of the message, was none.

    And what it answered was a question and no button or struck keys.
    """
    asked = memory.asked
    if memory.left_open:
        return not is_mash(memory.left_open)
    return memory.kind in REFUSING and bool(asked) and not asked.startswith(PAYLOAD) and not is_mash(asked)
