"""Greetings, thanks and the like: the response of the intent, some with the topics as buttons."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answer_question import buttons_as_json
from actions.base import Events, IndexAction
from actions.follow_up.memory import Memory
from actions.layout import section_buttons
from actions.message import Question
from actions.wishes import announces_a_question

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
    "threat": "utter_threat",
    "share_personal": "utter_personal",
}
WITH_TOPICS = ("greet", "ask_help", "test_bot")


class ActionSmallTalk(IndexAction):
    def name(self) -> str:
        return "action_small_talk"

    def answer(self, dispatcher: CollectingDispatcher, question: Question, memory: Memory) -> Events:
        announced = announces_a_question(question.asked)
        response = "utter_follow_up_invite" if announced else RESPONSES[question.intent]
        with_topics = announced or question.intent in WITH_TOPICS
        buttons = buttons_as_json(section_buttons(self._index())) if with_topics else []
        dispatcher.utter_message(response=response, buttons=buttons)
        return []
