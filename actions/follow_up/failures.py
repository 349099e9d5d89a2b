"""A change of tack when nothing was found, again and again."""

from __future__ import annotations

from dataclasses import replace

from actions.buttons import section_buttons
from actions.compose import Answer
from actions.follow_up.memory import FAILURES, Memory
from index import Index

TOPICS_FROM = 2  # failures in a row
PERSON_FROM = 3


def change_tack(answer: Answer, memory: Memory, index: Index) -> Answer:
    """The answer; from the second failure in a row the sections as buttons, from the third a person too.

    `memory` is that before this answer.
    """
    failures = memory.failures + 1
    if answer.kind not in FAILURES or failures < TOPICS_FROM:
        return answer
    response = "utter_follow_up_person" if failures >= PERSON_FROM else "utter_follow_up_topics"
    return replace(answer, response=response, variables={}, buttons=section_buttons(index))
