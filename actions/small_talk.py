"""What is no question of the sources, answered by its intent alone."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answer_question import utter_talk
from actions.base import Events, IndexAction
from actions.follow_up.memory import Memory
from actions.message import Question
from actions.talk import small_talk


class ActionSmallTalk(IndexAction):
    def name(self) -> str:
        return "action_small_talk"

    def answer(self, dispatcher: CollectingDispatcher, question: Question, memory: Memory) -> Events:
        return utter_talk(dispatcher, small_talk(question, memory, self._index()))
