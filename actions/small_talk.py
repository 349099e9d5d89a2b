"""What is no question of the sources, answered by its intent alone."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.analysis import Analysis
from actions.answer_question import answer_question, utter_talk
from actions.base import Events, IndexAction
from actions.decision_table import leans_on_shown
from actions.follow_up.memory import Memory
from actions.message import Question
from actions.talk import small_talk

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
    "ask_languages",
    "ask_write",
    "report_typo",
)


class ActionSmallTalk(IndexAction):
    def name(self) -> str:
        return "action_small_talk"

    def answer(self, dispatcher: CollectingDispatcher, question: Question, memory: Memory) -> Events:
        if question.intent in WEAK and leans_on_shown(Analysis(question, memory, self._index())):
            return answer_question(dispatcher, question, memory, self._index())
        return utter_talk(dispatcher, small_talk(question, memory, self._index()))
