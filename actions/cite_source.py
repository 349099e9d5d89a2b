"""Where the last answer is from."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.base import IndexAction
from actions.buttons import section_buttons
from actions.compose import Answer, place_of
from actions.evidence import Citation, Point
from actions.follow_up import Memory
from actions.question import read_question
from actions.utter import LAST_ANSWER, utter
from index import Index, Passage


class ActionCiteSource(IndexAction):
    def name(self) -> str:
        return "action_cite_source"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        started = perf_counter()
        index = self._index()
        memory = Memory.from_slot(tracker.get_slot(LAST_ANSWER))
        passages = known_passages(index, memory.shown)
        if not passages:
            dispatcher.utter_message(response="utter_no_source", buttons=section_buttons(index))
            return []
        answer = cite(index, memory, passages)
        milliseconds = 1000 * (perf_counter() - started)
        utter(dispatcher, answer, read_question(tracker), index.version, milliseconds)
        return []  # the source of an answer is no new topic: what was listed and quoted stays


def known_passages(index: Index, ids: tuple[str, ...]) -> list[Passage]:
    """The passages of these ids that the index (still) holds, in order."""
    held = {passage.id: passage for passage in index.passages}
    return [held[id_] for id_ in ids if id_ in held]


def cite(index: Index, memory: Memory, passages: list[Passage]) -> Answer:
    """The places of these passages, and the words that the last answer began with."""
    began = passages[0] if memory.focus else index.passage(passages[0].section_id)
    places = dict.fromkeys(place_of(index, passage) for passage in passages)
    return Answer(
        kind="point" if memory.focus else "list",
        response="utter_source",
        variables={"citation": "\n".join(places), "quote": began.text},
        points=tuple(map(Point.of, passages)),
        citations=tuple(Citation.of(p, index.document(p.document), p.text) for p in passages),
    )
