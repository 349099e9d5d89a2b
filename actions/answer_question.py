"""The main job: a question, answered word for word from the sources, or honestly not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.base import IndexAction
from actions.find_answers import Found, find_answers
from actions.follow_up import Memory, change_tack
from actions.frame import framed
from actions.handoff import offer_to_pass_on
from actions.question import read_question
from actions.utter import LAST_ANSWER, utter
from contract.answer import REFUSING
from index import Index


class ActionAnswerQuestion(IndexAction):
    def name(self) -> str:
        return "action_answer_question"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        return answer_question(dispatcher, tracker, self._index())


def answer_question(dispatcher: CollectingDispatcher, tracker: Tracker, index: Index) -> list[dict[str, Any]]:
    """Utter the answers to the latest message, in order, and return the event that remembers the last."""
    started = perf_counter()
    question = read_question(tracker)
    memory = Memory.from_slot(tracker.get_slot(LAST_ANSWER))
    events: list[dict[str, Any]] = []
    found = find_answers(index, question, memory)
    for one in found:
        reply = framed(change_tack(one.reply, memory, index), question)
        milliseconds = 1000 * (perf_counter() - started)
        events = utter(
            dispatcher, reply, question, index.version, milliseconds, one.result, one.query, memory
        )
        memory, started = Memory.from_slot(events[-1]["value"]), perf_counter()
    if any(one.part for one in found):
        events = [SlotSet(LAST_ANSWER, _with_parts(memory, found).to_slot())]
    if any(one.reply.kind == "related" or (one.part and one.reply.kind in REFUSING) for one in found):
        offer_to_pass_on(dispatcher)
    return events


def _with_parts(memory: Memory, found: Sequence[Found]) -> Memory:
    """The memory with what each part was answered by, and the last part that was not."""
    parts = tuple(one.passage_ids for one in found)
    left_open = [one.part for one in found if one.reply.kind in REFUSING]
    if left_open or not all(parts):
        parts = ()
    return replace(memory, parts=parts, left_open="".join(left_open[-1:]))
