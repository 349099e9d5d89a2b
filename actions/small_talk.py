"""What is no question of the sources: greetings, the assistant itself, what must be met with care."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.analysis import Analysis
from actions.answer_question import HANDOFF, answer_question, buttons_as_json
from actions.base import Events, IndexAction
from actions.compose import Handoff
from actions.decision_table import leans_on_shown
from actions.follow_up.memory import Memory
from actions.greetings import greets, is_sad, returned_greeting, returned_wish
from actions.layout import section_buttons
from actions.message import Question
from actions.wishes import announces_a_question
from contract.about import MAIN_LANGUAGE, about
from index import Index

RESPONSES = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "ask_help": "utter_help",
    "ask_identity": "utter_identity",
    "insult": "utter_insult",
    "prompt_injection": "utter_injection",
    "test_bot": "utter_testing",
    "ask_how_are_you": "utter_how_are_you",
    "congratulate": "utter_congratulate",
    "react": "utter_react",
    "ask_operator": "utter_operator",
    "ask_privacy": "utter_privacy",
    "ask_erase": "utter_erase",
    "ask_author": "utter_author",
    "distress": "utter_distress",
    "grief": "utter_grief",
    "feel_low": "utter_feel_low",
    "threat": "utter_threat",
    "share_personal": "utter_personal",
}
WITH_TOPICS = ("greet", "ask_help", "test_bot")
# What the text may be asked in the same words, where the classifier is unsure.
WEAK = (
    "ask_help",
    "ask_author",
    "ask_how_are_you",
    "ask_identity",
    "test_bot",
    "goodbye",
    "ask_erase",
    "prompt_injection",
)
MAX_SOURCES = 3  # of which title and origin are said

Said = tuple[str, Mapping[str, Any]]  # the response, and what goes with it


class ActionSmallTalk(IndexAction):
    def name(self) -> str:
        return "action_small_talk"

    def answer(self, dispatcher: CollectingDispatcher, question: Question, memory: Memory) -> Events:
        if question.intent in WEAK and leans_on_shown(Analysis(question, memory, self._index())):
            return answer_question(dispatcher, question, memory, self._index())
        if announces_a_question(question.asked):
            return self._utter(dispatcher, "utter_follow_up_invite", with_topics=True)
        if question.intent == "distress":
            told = {"told_staff": "utter_told_staff"}
            handoff = asdict(Handoff("distress"))
            dispatcher.utter_message(response=RESPONSES["distress"], handoff=handoff, within=told)
            return [SlotSet(HANDOFF, handoff)]
        special = _SPECIAL.get(question.intent)
        response, beside = special(question, memory, self._index()) if special else (None, {})
        with_topics = question.intent in WITH_TOPICS and (question.intent != "greet" or question.is_first)
        return self._utter(
            dispatcher, response or RESPONSES[question.intent], with_topics=with_topics, beside=beside
        )

    def _utter(
        self,
        dispatcher: CollectingDispatcher,
        response: str,
        *,
        with_topics: bool = False,
        beside: Mapping[str, Any] | None = None,
    ) -> Events:
        buttons = buttons_as_json(section_buttons(self._index())) if with_topics else []
        dispatcher.utter_message(response=response, buttons=buttons, **(beside or {}))
        return []


def _greeting(question: Question, memory: Memory, index: Index) -> Said:
    """At length at the beginning, and short in the middle of a conversation."""
    response = "utter_greet" if question.is_first else "utter_greet_again"
    return response, {"within": {"returned": returned_greeting(question.asked)}}


def _well_being(question: Question, memory: Memory, index: Index) -> Said:
    returned = returned_greeting(question.asked) if greets(question.asked) else ""
    return RESPONSES["ask_how_are_you"], {"within": {"returned": returned}}


def _wish(question: Question, memory: Memory, index: Index) -> Said:
    return RESPONSES["congratulate"], {"within": {"returned": returned_wish(question.asked)}}


def _reaction(question: Question, memory: Memory, index: Index) -> Said:
    return "utter_react_sad" if is_sad(question.asked) else RESPONSES["react"], {}


def _operator(question: Question, memory: Memory, index: Index) -> Said:
    is_known = bool(about().variables(MAIN_LANGUAGE)["operator"])
    return RESPONSES["ask_operator"] if is_known else "utter_operator_unknown", {}


def _author(question: Question, memory: Memory, index: Index) -> Said:
    """What the data of the sources quoted last say of them, or of all where they are few."""
    shown = dict.fromkeys(index.passage(id_).document for id_ in memory.within(index).shown)
    ids = [*shown] or [*dict.fromkeys(passage.document for passage in index.passages)]
    if len(ids) > MAX_SOURCES:
        return "utter_author_unknown", {}
    known = (index.document(id_) for id_ in ids)
    said = [f"\u00ab{each.title}\u00bb ({each.origin})" if each.origin else each.title for each in known]
    return RESPONSES["ask_author"], {"sources": "\u061b ".join(said)}


_SPECIAL: Mapping[str, Callable[[Question, Memory, Index], Said]] = {
    "greet": _greeting,
    "ask_how_are_you": _well_being,
    "congratulate": _wish,
    "react": _reaction,
    "ask_operator": _operator,
    "ask_author": _author,
}
