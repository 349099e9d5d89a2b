"""What every action shares: the index that it asks, the visitor's language, an apology when it fails."""

from __future__ import annotations

import logging
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.follow_up.memory import Memory
from actions.layout import cut_title
from actions.message import LANGUAGE, Language, Question, in_language, language_of, read_question
from actions.pending_offer import offer_of
from actions.sections import title_in
from actions.served_index import current_index
from arabic.private import has_private
from contract.logs import pseudonym
from contract.payload import passage_of
from index import Index

LAST_ANSWER = "last_answer"  # the slot: what follow-ups lean on
SHARE_PERSONAL = "share_personal"  # an intent
AGAIN = "again"  # in a message (bot/nlg.py)

Events = list[dict[str, Any]]

logger = logging.getLogger(__name__)


class IndexAction(Action, ABC):
    """Abstract, so that rasa-sdk does not register it; built without arguments by rasa-sdk."""

    def __init__(self, index: Callable[[], Index] = current_index) -> None:
        self._index = index

    @abstractmethod
    def name(self) -> str:
        """The action's name in domain.yml."""

    @abstractmethod
    def answer(self, dispatcher: CollectingDispatcher, question: Question, memory: Memory) -> Events:
        """Utter one answer and return the events to keep."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        before = tracker.get_slot(LANGUAGE)
        question = read_question(tracker)
        language = language_of(question.asked) or before or "ar"
        memory = Memory.from_slot(tracker.get_slot(LAST_ANSWER))
        try:
            events = self.answer(dispatcher, question, memory)
            events = with_offer(events, memory, dispatcher.messages)
        except Exception as error:  # the edge: whatever failed, the user gets an answer
            self._log(error, tracker.sender_id)
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_apology")
            events = []
        if question.intent != SHARE_PERSONAL and has_private(question.asked):
            dispatcher.utter_message(response="utter_personal_beside")
        number_repeated(dispatcher.messages)
        translate(dispatcher.messages, language, self._index)
        return events if language == (before or "ar") else [*events, SlotSet(LANGUAGE, language)]

    def _log(self, error: Exception, sender_id: str) -> None:
        """Where it failed and for whom; never the error's own message, which may hold what the user wrote."""
        where = "".join(traceback.format_tb(error.__traceback__))
        name, whom = self.name(), pseudonym(sender_id)
        logger.error("%s failed for %s: %s\n%s", name, whom, type(error).__name__, where)


def with_offer(events: Events, before: Memory, messages: list[dict[str, Any]]) -> Events:
    """The events with what the messages offer in the memory that they keep; that of before is dropped."""
    kept = next((each["value"] for each in events if each.get("name") == LAST_ANSWER), None)
    memory = before if kept is None else Memory.from_slot(kept)
    with_it = replace(memory, offer=offer_of(messages))
    if with_it == before:
        return events
    others = [each for each in events if each.get("name") != LAST_ANSWER]
    return [*others, SlotSet(LAST_ANSWER, with_it.to_slot())]


def number_repeated(messages: list[dict[str, Any]]) -> None:
    """Say of each message how often its response was named before it: each is uttered in another variant."""
    said: list[str] = []
    for message in messages:
        if again := said.count(message["response"]):
            message[AGAIN] = again
        said.append(message["response"])


def translate(messages: list[dict[str, Any]], language: Language, index: Callable[[], Index]) -> None:
    """Name each message's response in the language, and title the buttons of sections in it.

    The source's words stay as they are.
    """
    for message in messages:
        message["response"] = in_language(message["response"], language)
        message["buttons"] = [_titled(button, language, index) for button in message["buttons"]]


def _titled(button: dict[str, str], language: Language, index: Callable[[], Index]) -> dict[str, str]:
    passage_id = passage_of(button["payload"])
    title = title_in(index(), passage_id, language) if passage_id else ""
    return {**button, "title": cut_title(title)} if title else button
