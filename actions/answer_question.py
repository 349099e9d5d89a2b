"""A message answered by the decision table: questions, "more", "what is the source?", a wish for staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from time import perf_counter
from typing import ClassVar

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.analysis import ASK_HUMAN, ASK_MORE, ASK_SOURCE, PASS_ON, Analysis
from actions.base import LAST_ANSWER, Events, IndexAction
from actions.compose import Reply
from actions.decision_table import COMPLAINT, decide
from actions.follow_up.memory import MAX_ASKED_CHARACTERS, Memory, left_to_staff, remember
from actions.found import Found
from actions.greetings import opening_greeting
from actions.message import PAYLOAD, Question
from actions.nonsense import is_mash
from actions.pending_offer import WHICH
from actions.streak import escalated
from contract.answer import REFUSING, Button
from contract.evidence import Evidence, Hit
from index import Index, SearchResult

MAX_HITS = 5
DIGITS = 4  # of scores and confidence: enough to compare, short in the log
OPENED_BY = "opened_by"  # in a message (bot/nlg.py)
NOTHING: Mapping[str, str] = {}
HANDOFF = "handoff"  # the slot, and the key in the bot event's metadata


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


class ActionAskPerson(ActionAnswerQuestion):
    intent = ASK_HUMAN

    def name(self) -> str:
        return "action_ask_person"


class ActionPassOnQuestion(ActionAnswerQuestion):
    intent = PASS_ON

    def name(self) -> str:
        return "action_pass_on_question"


def answer_question(
    dispatcher: CollectingDispatcher, question: Question, memory: Memory, index: Index
) -> Events:
    """Utter the answers to a message, in order, and return the events that remember the last."""
    started = perf_counter()
    found = decide(Analysis(question, memory, index))
    before, events = memory, []
    opened = opening_greeting(question.asked)
    beside = {OPENED_BY: opened} if opened else {}  # the greeting is returned before the first reply
    for one in found:
        reply = escalated(one.reply, before.failures + 1, index)
        if reply.is_talk:
            events += utter_talk(dispatcher, reply, beside)
            beside = {}
            if reply.handoff:
                memory = left_to_staff(memory, reply.handoff)
            continue
        milliseconds = 1000 * (perf_counter() - started)
        evidence = evidence_of(one, reply, question.asked, index.version, milliseconds)
        dispatcher.utter_message(
            response=reply.response,
            answer=reply.answer.as_json(),
            evidence=evidence.as_json(),
            buttons=buttons_as_json(reply.buttons),
            **reply.variables,
            **beside,
        )
        beside = {}
        asked = question.asked if one.asked is None else one.asked
        if reply.is_remembered:
            memory = remember(memory, reply, asked, shows_headings=question.shows_headings)
        started = perf_counter()
    if any(one.reply.is_remembered for one in found):
        memory = _with_unanswered(_counted(_with_parts(memory, found), before, found), found, question)
    return events if memory == before else [*events, SlotSet(LAST_ANSWER, memory.to_slot())]


def utter_talk(dispatcher: CollectingDispatcher, reply: Reply, beside: Mapping[str, str] = NOTHING) -> Events:
    """Utter a reply without evidence, with what goes beside it; return what it leaves to the staff."""
    handoff = asdict(reply.handoff) if reply.handoff else None
    buttons = buttons_as_json(reply.buttons)
    dispatcher.utter_message(
        response=reply.response, buttons=buttons, handoff=handoff, **reply.variables, **beside
    )
    return [SlotSet(HANDOFF, handoff)] if handoff else []


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


def _with_unanswered(memory: Memory, found: Sequence[Found], question: Question) -> Memory:
    """The memory with the last question that was refused; a complaint, a button, struck keys are none."""
    asked = [one.part or question.asked for one in found if one.is_refusal and one.rule != COMPLAINT]
    asked = [each for each in asked if not each.startswith(PAYLOAD) and not is_mash(each)]
    return replace(memory, unanswered=asked[-1][:MAX_ASKED_CHARACTERS]) if asked else memory


def _counted(memory: Memory, before: Memory, found: Sequence[Found]) -> Memory:
    """The memory after one message: one failure more at most, and one complaint."""
    if all(one.rule == COMPLAINT for one in found):
        asked = before.left_open or memory.asked
        counted = replace(memory, failures=before.failures + 1, complaints=before.complaints + 1)
        return replace(counted, left_open=asked)
    if any(one.reply.response == WHICH for one in found):  # the question stays as open as it was
        left_open = before.left_open or (before.asked if before.kind in REFUSING else "")
        return replace(memory, left_open=left_open)
    return replace(memory, failures=min(memory.failures, before.failures + 1))
