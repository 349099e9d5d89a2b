"""What follows the last answer: a section's next point, then the next section."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.base import IndexAction
from actions.compose import compose, verdict_on
from actions.question import read_question
from actions.utter import LAST_ANSWER, LastAnswer, utter
from index import Index, Passage


class ActionShowMore(IndexAction):
    def name(self) -> str:
        return "action_show_more"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        started = perf_counter()
        index = self._index()
        following = next_passage(index, LastAnswer.read(tracker.get_slot(LAST_ANSWER)))
        if following is None:
            dispatcher.utter_message(response="utter_no_more")
            return []
        answer = compose(verdict_on(following), index)
        milliseconds = 1000 * (perf_counter() - started)
        return utter(dispatcher, answer, read_question(tracker), index.version, milliseconds)


def next_passage(index: Index, last: LastAnswer | None) -> Passage | None:
    """What stands after the last passage quoted, in its document; None at the end or before any quote."""
    held = {passage.id: passage for passage in index.passages}
    if last is None or last.ids[-1] not in held:
        return None
    quoted = held[last.ids[-1]]
    ordered = sorted((p for p in held.values() if p.document == quoted.document), key=lambda p: p.order)
    following = ordered[ordered.index(quoted) + 1 :]
    return following[0] if following else None
