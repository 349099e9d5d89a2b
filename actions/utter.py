"""Hand an answer to Rasa: what fills the response, its evidence, and the slot that follow-ups read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.compose import Answer
from actions.evidence import DIGITS, MAX_HITS, Evidence, HitScore
from actions.question import Question
from index import SearchResult

LAST_ANSWER = "last_answer"

# Rasa's interpolator inserts a value as it is, braces included, but takes "0[" anywhere in the filled text
# for a place that it failed to fill, and then utters the bare template (rasa/core/nlg/interpolator.py).
_TAKEN_FOR_A_PLACEHOLDER = re.compile(r"0(?=\[)")


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The slot's content: the kind of the last answer and the ids of the passages that it quoted."""

    kind: str
    ids: tuple[str, ...]

    @classmethod
    def read(cls, slot: Any) -> LastAnswer | None:
        """None for an empty slot and for one of another form (an older version's, a client's)."""
        if not isinstance(slot, dict) or not isinstance(slot.get("ids"), list):
            return None
        ids = tuple(id_ for id_ in slot["ids"] if isinstance(id_, str))
        return cls(str(slot.get("kind")), ids) if ids else None


def utter(
    dispatcher: CollectingDispatcher,
    answer: Answer,
    question: Question,
    index_version: str,
    milliseconds: float,
    result: SearchResult | None = None,
) -> list[dict[str, Any]]:
    """Say the answer and return the events that remember it; an answer that needed no search is certain."""
    evidence = Evidence(
        kind=answer.kind,
        query=result.query if result else "",
        asked=question.asked,
        confidence=round(float(result.confidence), DIGITS) if result else float(bool(answer.citations)),
        points=answer.points,
        citations=answer.citations,
        hits=tuple(HitScore.of(hit) for hit in result.hits[:MAX_HITS]) if result else (),
        index_version=index_version,
        milliseconds=round(milliseconds, 1),
    )
    variables: dict[str, Any] = {name: safe_value(value) for name, value in answer.variables.items()}
    dispatcher.utter_message(
        response=answer.response, buttons=answer.buttons, evidence=evidence.as_json(), **variables
    )
    ids = [point.id for point in answer.points] or [citation.passage_id for citation in answer.citations]
    return [SlotSet(LAST_ANSWER, {"kind": answer.kind, "ids": ids})]


def safe_value(value: str) -> str:
    """Value such that Rasa's interpolator shows all of it: "2010[3]" becomes "2010 [3]"."""
    return _TAKEN_FOR_A_PLACEHOLDER.sub("0 ", value)
