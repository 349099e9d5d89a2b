"""What is left for the staff to see to, in a form that the log can be filtered by."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

HANDOFF = "handoff"  # the slot, and the key in the bot event's metadata


@dataclass(frozen=True, slots=True)
class Handoff:
    """`wish`: to have a question passed on, or to speak to a person; `question` is empty for the latter."""

    wish: Literal["question", "person"]
    question: str = ""

    def utter(self, dispatcher: CollectingDispatcher, response: str) -> list[dict[str, Any]]:
        """Confirm it, and log it as a slot event and in the bot event's `metadata.handoff`."""
        dispatcher.utter_message(response=response, handoff=asdict(self))
        return [SlotSet(HANDOFF, asdict(self))]


def offer_to_pass_on(dispatcher: CollectingDispatcher) -> None:
    """Ask, with a button, whether the staff shall see the question; the offer has no evidence."""
    dispatcher.utter_message(response="utter_offer_pass_on")
