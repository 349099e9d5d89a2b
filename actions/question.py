"""What the user's latest message asks, read from Rasa's tracker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa_sdk.interfaces import Tracker

from arabic import display_form
from contract.payload import PASSAGE_ID, SHOW_PASSAGE


@dataclass(frozen=True, slots=True)
class Question:
    """`asked` is the message in display form; `passage_id` is set when a button asked for that passage."""

    asked: str
    intent: str = ""
    intent_confidence: float = 0.0
    passage_id: str | None = None


def read_question(tracker: Tracker) -> Question:
    """The latest message as a question; a message without text or intent gives empty ones, never an error."""
    message: dict[str, Any] = tracker.latest_message or {}
    intent: dict[str, Any] = message.get("intent") or {}
    name = intent.get("name") or ""
    return Question(
        asked=display_form(message.get("text") or ""),
        intent=name,
        intent_confidence=float(intent.get("confidence") or 0.0),
        passage_id=_pressed_passage(message) if name == SHOW_PASSAGE else None,
    )


def _pressed_passage(message: dict[str, Any]) -> str:
    """The passage id that a button's payload names; empty when it names none."""
    for entity in message.get("entities") or ():
        if entity.get("entity") == PASSAGE_ID and isinstance(entity.get("value"), str):
            return str(entity["value"])
    return ""
