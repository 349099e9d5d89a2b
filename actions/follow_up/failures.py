"""A change of tack when nothing was found, again and again."""

from __future__ import annotations

from dataclasses import replace

from actions.compose import Reply
from actions.follow_up.memory import Memory
from actions.layout import section_buttons
from contract.answer import REFUSING
from index import Index

TOPICS_FROM = 2  # failures in a row
PERSON_FROM = 3


def change_tack(reply: Reply, memory: Memory, index: Index) -> Reply:
    """The reply; from the second failure in a row the sections as buttons, from the third a person too.

    `memory` is that before this reply.
    """
    failures = memory.failures + 1
    if reply.kind not in REFUSING or failures < TOPICS_FROM:
        return reply
    response = "utter_follow_up_person" if failures >= PERSON_FROM else "utter_follow_up_topics"
    return replace(reply, response=response, variables={}, buttons=section_buttons(index))
