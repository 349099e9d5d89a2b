"""Hand an answer to Rasa: what fills the response, its evidence, and the slot that follow-ups read."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.compose import Answer
from actions.evidence import DIGITS, MAX_HITS, Evidence, HitScore
from actions.follow_up import Memory, remember
from actions.question import Question
from index import SearchResult

LAST_ANSWER = "last_answer"

# Rasa's interpolator inserts a value as it is, braces included, but takes "0[" anywhere in the filled text
# for a place that it failed to fill, and then utters the bare template (rasa/core/nlg/interpolator.py).
_TAKEN_FOR_A_PLACEHOLDER = re.compile(r"0(?=\[)")


def utter(
    dispatcher: CollectingDispatcher,
    answer: Answer,
    question: Question,
    index_version: str,
    milliseconds: float,
    result: SearchResult | None = None,
    query: str = "",
    memory: Memory | None = None,
) -> list[dict[str, Any]]:
    """Say the answer and return the events that remember it; an answer that needed no search is certain.

    `query` is what a follow-up stood for, where nothing was searched; `memory` that before this answer.
    """
    memory = memory or Memory()
    evidence = Evidence(
        kind=answer.kind,
        query=result.query if result else query,
        asked=question.asked,
        confidence=round(float(result.confidence), DIGITS) if result else float(bool(answer.citations)),
        points=answer.points,
        citations=answer.citations,
        hits=tuple(HitScore.of(hit) for hit in result.hits[:MAX_HITS]) if result else (),
        index_version=index_version,
        milliseconds=round(milliseconds, 1),
        curated=result.curated if result else "",
    )
    variables: dict[str, Any] = {name: safe_value(value) for name, value in answer.variables.items()}
    dispatcher.utter_message(
        response=answer.response, buttons=answer.buttons, evidence=evidence.as_json(), **variables
    )
    remembered = remember(memory, answer, question.asked)
    return [SlotSet(LAST_ANSWER, remembered.to_slot())]


def safe_value(value: str) -> str:
    """Value such that Rasa's interpolator shows all of it: "2010[3]" becomes "2010 [3]"."""
    return _TAKEN_FOR_A_PLACEHOLDER.sub("0 ", value)
