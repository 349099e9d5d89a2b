"""What follows the last answer: a section's next point, then the next section; or a follow-up."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.answer_question import answer_question
from actions.base import IndexAction
from actions.clarification import asks_for_everything
from actions.cue_form import cue_form
from actions.follow_up import Memory, Resolution, answers_of, resolve
from actions.layout import section_buttons
from actions.question import read_question
from actions.utter import LAST_ANSWER, buttons_as_json, utter

ASK_MORE = "ask_more"


class ActionShowMore(IndexAction):
    def name(self) -> str:
        return "action_show_more"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        started = perf_counter()
        index, question = self._index(), read_question(tracker)
        memory = Memory.from_slot(tracker.get_slot(LAST_ANSWER))
        if asks_for_everything(cue_form(question.asked)):
            return answer_question(dispatcher, tracker, index)
        resolution = resolve(question.asked, ASK_MORE, memory, index)
        if resolution is not None and resolution.because == "about" and not shows(resolution):
            return answer_question(dispatcher, tracker, index)
        if not shows(resolution):
            resolution = resolve("", ASK_MORE, memory, index)
        if resolution is None or resolution.because in ("nothing", "end"):
            dispatcher.utter_message(
                response="utter_no_more", buttons=buttons_as_json(section_buttons(index))
            )
            return []
        events: list[dict[str, Any]] = []
        for answer in answers_of(resolution, index):
            milliseconds = 1000 * (perf_counter() - started)
            events = utter(
                dispatcher,
                answer,
                question,
                index.version,
                milliseconds,
                query=resolution.query,
                memory=memory,
            )
            memory = Memory.from_slot(events[0]["value"])
        return events


def shows(resolution: Resolution | None) -> bool:
    """Whether it can be answered here; what must be searched for is not what "more" asks."""
    return resolution is not None and resolution.does != "search"
