"""Greetings, thanks and the like: the response of the intent, some with the topics as buttons."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.base import IndexAction
from actions.invitation import announces_a_question
from actions.layout import section_buttons
from actions.question import read_question
from actions.utter import buttons_as_json

RESPONSES = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "ask_help": "utter_help",
    "ask_identity": "utter_identity",
    "insult": "utter_insult",
    "prompt_injection": "utter_injection",
    "test_bot": "utter_testing",
}
WITH_TOPICS = ("greet", "ask_help", "test_bot")


class ActionSmallTalk(IndexAction):
    def name(self) -> str:
        return "action_small_talk"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        question = read_question(tracker)
        if announces_a_question(question.asked):
            buttons = buttons_as_json(section_buttons(self._index()))
            dispatcher.utter_message(response="utter_follow_up_invite", buttons=buttons)
            return []
        intent = question.intent
        buttons = buttons_as_json(section_buttons(self._index())) if intent in WITH_TOPICS else []
        dispatcher.utter_message(response=RESPONSES[intent], buttons=buttons)
        return []
