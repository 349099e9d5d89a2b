"""A visitor asks for a person: said honestly, and written down for the staff."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.base import IndexAction
from actions.handoff import Handoff


class ActionAskPerson(IndexAction):
    def name(self) -> str:
        return "action_ask_person"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        return Handoff("person").utter(dispatcher, "utter_human")
