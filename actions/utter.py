"""Hand a reply to Rasa: its answer and evidence as data, and the slot that follow-ups read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.compose import Reply
from actions.follow_up import Memory, remember
from actions.question import Question
from contract.answer import Button
from contract.evidence import Evidence, Hit
from index import SearchResult

LAST_ANSWER = "last_answer"
MAX_HITS = 5
DIGITS = 4  # of scores and confidence: enough to compare, short in the log


def utter(
    dispatcher: CollectingDispatcher,
    reply: Reply,
    question: Question,
    index_version: str,
    milliseconds: float,
    result: SearchResult | None = None,
    query: str = "",
    memory: Memory | None = None,
) -> list[dict[str, Any]]:
    """Say the reply and return the events that remember it; one that needed no search is certain.

    `query` is what a follow-up stood for, where nothing was searched; `memory` that before this reply.
    """
    memory = memory or Memory()
    evidence = Evidence(
        kind=reply.kind,
        query=result.query if result else query,
        asked=question.asked,
        confidence=round(float(result.confidence), DIGITS) if result else float(bool(reply.citations)),
        points=reply.points,
        citations=reply.citations,
        hits=hits_of(result) if result else (),
        index_version=index_version,
        milliseconds=round(milliseconds, 1),
        curated=result.curated if result else "",
    )
    dispatcher.utter_message(
        response=reply.response,
        answer=reply.answer.as_json(),
        evidence=evidence.as_json(),
        buttons=buttons_as_json(reply.buttons),
        **reply.variables,
    )
    remembered = remember(memory, reply, question.asked)
    return [SlotSet(LAST_ANSWER, remembered.to_slot())]


def hits_of(result: SearchResult) -> tuple[Hit, ...]:
    """The first hits of a search, as evidence keeps them."""
    return tuple(
        Hit(
            hit.passage.id,
            round(float(hit.score), DIGITS),
            hit.rank,
            {name: round(float(part), DIGITS) for name, part in hit.parts.items()},
        )
        for hit in result.hits[:MAX_HITS]
    )


def buttons_as_json(buttons: tuple[Button, ...]) -> list[dict[str, str]]:
    """Buttons in the form that rasa-sdk takes."""
    return [asdict(button) for button in buttons]
