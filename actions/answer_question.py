"""A message answered by the decision table: questions, "more", "what is the source?"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from time import perf_counter
from typing import ClassVar

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.analysis import ASK_MORE, ASK_SOURCE, Analysis
from actions.base import LAST_ANSWER, Events, IndexAction
from actions.compose import Reply
from actions.decision_table import decide
from actions.follow_up.memory import Memory, remember
from actions.found import Found
from actions.layout import section_buttons
from actions.message import Question
from contract.answer import Button
from contract.evidence import Evidence, Hit
from index import Index, SearchResult

MAX_HITS = 5
DIGITS = 4  # of scores and confidence: enough to compare, short in the log
TOPICS_FROM = 2  # failures in a row
PERSON_FROM = 3


class ActionAnswerQuestion(IndexAction):
    intent: ClassVar[str] = ""  # what the message is taken for, whatever Rasa's tracker says

    def name(self) -> str:
        return "action_answer_question"

    def answer(self, dispatcher: CollectingDispatcher, question: Question, memory: Memory) -> Events:
        question = replace(question, intent=self.intent) if self.intent else question
        return answer_question(dispatcher, question, memory, self._index())


class ActionShowMore(ActionAnswerQuestion):
    intent = ASK_MORE

    def name(self) -> str:
        return "action_show_more"


class ActionCiteSource(ActionAnswerQuestion):
    intent = ASK_SOURCE

    def name(self) -> str:
        return "action_cite_source"


def answer_question(
    dispatcher: CollectingDispatcher, question: Question, memory: Memory, index: Index
) -> Events:
    """Utter the answers to a message, in order, and return the event that remembers the last."""
    started = perf_counter()
    found = decide(Analysis(question, memory, index))
    for one in found:
        reply = escalated(one, memory, index)
        if reply.is_talk:
            dispatcher.utter_message(response=reply.response, buttons=buttons_as_json(reply.buttons))
            continue
        milliseconds = 1000 * (perf_counter() - started)
        evidence = evidence_of(one, reply, question.asked, index.version, milliseconds)
        dispatcher.utter_message(
            response=reply.response,
            answer=reply.answer.as_json(),
            evidence=evidence.as_json(),
            buttons=buttons_as_json(reply.buttons),
            **reply.variables,
        )
        memory = remember(memory, reply, question.asked) if reply.is_remembered else memory
        started = perf_counter()
    memory = _with_parts(memory, found)
    if _may_be_passed_on(found):
        dispatcher.utter_message(response="utter_offer_pass_on")
    is_remembered = any(one.reply.is_remembered for one in found)
    return [SlotSet(LAST_ANSWER, memory.to_slot())] if is_remembered else []


def escalated(found: Found, memory: Memory, index: Index) -> Reply:
    """Escalate after repeated failures: from the second in a row all sections, from the third a person too.

    `memory` is that before this reply.
    """
    failures = memory.failures + 1
    is_calm = found.reply.is_talk or bool(found.part) or found.rule in ("nonsense", "pressed")
    if not found.is_refusal or is_calm or failures < TOPICS_FROM:
        return found.reply
    response = "utter_follow_up_person" if failures >= PERSON_FROM else "utter_follow_up_topics"
    return replace(found.reply, response=response, variables={}, buttons=section_buttons(index))


def evidence_of(found: Found, reply: Reply, asked: str, index_version: str, milliseconds: float) -> Evidence:
    """What a reply rests on; one that needed no search is certain."""
    result = found.result
    certain = float(bool(reply.citations))
    return Evidence(
        kind=reply.kind,
        rule=found.rule,
        query=result.query if result else found.query,
        asked=asked,
        confidence=round(float(result.confidence), DIGITS) if result else certain,
        points=reply.points,
        citations=reply.citations,
        hits=hits_of(result) if result else (),
        index_version=index_version,
        milliseconds=round(milliseconds, 1),
        curated=result.curated if result else "",
        missing=found.missing,
    )


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


def buttons_as_json(buttons: Iterable[Button]) -> list[dict[str, str]]:
    """Buttons in the form that rasa-sdk takes."""
    return [asdict(button) for button in buttons]


def _with_parts(memory: Memory, found: Sequence[Found]) -> Memory:
    """The memory with what each part was answered by, and the last part that was not."""
    together = sum(not one.is_refusal and one.reply.is_remembered for one in found)
    memory = replace(memory, together=max(together, 1))
    if not any(one.part for one in found):
        return memory
    parts = tuple(one.passage_ids for one in found)
    left_open = [one.part for one in found if one.is_refusal]
    if left_open or not all(parts):
        parts = ()
    return replace(memory, parts=parts, left_open="".join(left_open[-1:]))


def _may_be_passed_on(found: Sequence[Found]) -> bool:
    """Whether the staff may see to a question: one near to the sources, or a part that was not answered."""
    return any(one.reply.kind == "related" or (one.part and one.is_refusal) for one in found)
