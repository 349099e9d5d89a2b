"""Failures in a row: each says what kind it is and offers one next step, then they grow shorter."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from actions.compose import Reply
from actions.layout import PASS_ON, PERSON, section_buttons
from contract.answer import Button
from index import Index

# Far from the sources, near them, or no words that could be made out.
Failure = Literal["far", "near", "unclear"]

# The refusals that say nothing more particular; others stay as they are, however many came before.
PLAIN: dict[str, Failure] = {
    "utter_answer_none": "far",
    "utter_answer_related": "near",
    "utter_answer_outside": "near",
    "utter_nonsense": "unclear",
}
LACKING = "utter_missing_"  # what is near, and lacks one thing: the second in a row says so too
AGAIN, STAFF = 2, 3  # which failure in a row is told apart from the first, and which one offers the staff


def escalated(reply: Reply, failures: int, index: Index) -> Reply:
    """The reply as the so-manieth failure in a row, itself counted; any other reply as it is."""
    lacks = reply.response.startswith(LACKING)
    failure = "near" if lacks else PLAIN.get(reply.response)
    if failure is None:
        return reply
    buttons = _buttons(failure, reply, failures, index)
    if failures < AGAIN + lacks:
        return replace(reply, buttons=buttons)
    step = {AGAIN: "again", STAFF: "staff"}.get(failures, "short")
    return replace(reply, response=f"utter_{failure}_{step}", variables={}, buttons=buttons)


def _buttons(failure: Failure, reply: Reply, failures: int, index: Index) -> tuple[Button, ...]:
    """The staff can see to a question near the sources; of any other, they are the last thing offered."""
    if failure == "near":
        return (*reply.buttons, PASS_ON) if failures < STAFF else (PASS_ON,)
    if failures > STAFF:
        return ()
    return (*section_buttons(index), PERSON) if failures == STAFF else section_buttons(index)
