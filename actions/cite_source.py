"""Where the last answer is from."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.answer_question import answer_question
from actions.base import IndexAction
from actions.clarification import asks_for_everything
from actions.cue_form import cue_form
from actions.follow_up import Memory, cite
from actions.layout import section_buttons
from actions.question import read_question
from actions.several import split_questions
from actions.utter import LAST_ANSWER, buttons_as_json, utter


class ActionCiteSource(IndexAction):
    def name(self) -> str:
        return "action_cite_source"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        started = perf_counter()
        index, question = self._index(), read_question(tracker)
        several = len(split_questions(question.asked).questions) > 1  # "what is ..., and what is its source?"
        if several or asks_for_everything(cue_form(question.asked)):  # "summarize the source"
            return answer_question(dispatcher, tracker, index)
        answer = cite(index, Memory.from_slot(tracker.get_slot(LAST_ANSWER)))
        if answer is None:
            dispatcher.utter_message(
                response="utter_no_source", buttons=buttons_as_json(section_buttons(index))
            )
            return []
        milliseconds = 1000 * (perf_counter() - started)
        utter(dispatcher, answer, question, index.version, milliseconds)
        return []  # the source of an answer is no new topic: what was listed and quoted stays
