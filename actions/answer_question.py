"""The main job: a question, answered word for word from the sources, or honestly not."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.base import IndexAction
from actions.compose import Answer, compose, verdict_on
from actions.judge import Verdict, judge
from actions.question import Question, read_question
from actions.utter import utter
from index import Index, SearchResult


class ActionAnswerQuestion(IndexAction):
    def name(self) -> str:
        return "action_answer_question"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        started = perf_counter()
        index, question = self._index(), read_question(tracker)
        result = None
        if question.passage_id is None:
            answer, result = searched(index, question)
        else:
            answer = pressed(index, question.passage_id)
        milliseconds = 1000 * (perf_counter() - started)
        return utter(dispatcher, answer, question, index.version, milliseconds, result)


def searched(index: Index, question: Question) -> tuple[Answer, SearchResult]:
    """The answer that the search's confidence allows, and the search itself."""
    result = index.search(question.asked)
    verdict = judge(question, result, index.answer_threshold)
    return compose(verdict, index, query=result.query), result


def pressed(index: Index, passage_id: str) -> Answer:
    """The passage that a button named; an honest none when it left the index since the button was drawn."""
    try:
        passage = index.passage(passage_id)
    except KeyError:
        return compose(Verdict("none"), index)
    return compose(verdict_on(passage), index)
