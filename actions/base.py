"""What every action shares: the index that it asks, the visitor's language, an apology when it fails."""

from __future__ import annotations

import logging
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.language import LANGUAGE, language_of
from actions.question import read_question
from actions.served_index import current_index
from actions.translate import translate
from index import Index

logger = logging.getLogger(__name__)


class IndexAction(Action, ABC):
    """Abstract, so that rasa-sdk does not register it; built without arguments by rasa-sdk."""

    def __init__(self, index: Callable[[], Index] = current_index) -> None:
        self._index = index

    @abstractmethod
    def name(self) -> str:
        """The action's name in domain.yml."""

    @abstractmethod
    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        """Utter one answer and return the events to keep."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        before = tracker.get_slot(LANGUAGE)
        language = language_of(read_question(tracker).asked) or before or "ar"
        try:
            events = self.answer(dispatcher, tracker)
        except Exception as error:  # the edge: whatever failed, the user gets an answer
            self._log(error, tracker.sender_id)
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_apology")
            events = []
        translate(dispatcher.messages, language)
        return events if language == (before or "ar") else [*events, SlotSet(LANGUAGE, language)]

    def _log(self, error: Exception, sender_id: str) -> None:
        """Where it failed and for whom; never the error's own message, which may hold what the user wrote."""
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("%s failed for %s: %s\n%s", self.name(), sender_id, type(error).__name__, where)
