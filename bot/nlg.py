"""Turn the data of an answer into an utterance: Rasa's extension point for natural language generation.

The action server sends an answer's parts and places as data (contract.answer) beside the name of a response,
which holds our own sentence around them and no word of a source. What the assistant is about (contract.about)
fills {subject} and the like in these sentences as they are uttered. A response's variants take turns, so that
nobody reads the same sentence twice running.
"""

import copy
import os
from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

import numpy as np
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from contract.about import MAIN_LANGUAGE, about
from contract.answer import plain_text, read_answer
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION

CLOSING = "utter_closing"  # what introduces the places of an answer
LANGUAGES = ("_en", "_fr")  # what the name of a response ends with; Arabic ones end with nothing
# Sentences within others: their response, what it tells, and the response where that is not known, or "".
WITHIN: Mapping[str, tuple[str, str, str]] = {
    "run_by": ("utter_run_by", "operator", ""),
    "reach_us": ("utter_reach_us", "contact", ""),
    "kept": ("utter_kept", "retention_days", ""),
    "call_help": ("utter_call_help", "emergency", "utter_call_help_unknown"),
}
# The responses that name the buttons which the actions send without a title.
TITLES: Mapping[str, str] = {
    PASS_ON_QUESTION: "utter_button_pass_on",
    ASK_HUMAN: "utter_button_person",
}
AGAIN = "again"  # from the actions: how often they name the response earlier in the same turn
VARIANT = "variant"  # in a bot event's metadata: which of its response's variants it was, from 0
RETENTION = "DALEEL_RETENTION_DAYS"  # web's setting: after how many days it deletes conversations


class AnswerGenerator(TemplatedNaturalLanguageGenerator):
    """Fills responses as Rasa does, and answers with them.

    A message with `answer` is uttered as plain text for whoever cannot draw data; the data itself, the filled
    response as its frame and the closing line in it, goes on in the bot event's metadata. `within` in a
    message names responses by the place that each fills in its sentence, `opened_by` the one before it.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        """Take what Rasa gives to a generator of endpoints.yml; Rasa renews `responses` with each model."""
        super().__init__(domain.responses if domain else {})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the utterance, in another variant than the last time."""
        last = last_variant(tracker, utter_action)
        if last is None:  # the same one again for the same message
            last = crc32(str(tracker.latest_message and tracker.latest_message.message_id).encode())
        last += kwargs.get(AGAIN) or 0
        slots = tracker.current_slot_values()
        return self._uttered(utter_action, slots, output_channel, last, kwargs)

    def generate_from_slots(
        self, utter_action: str, filled_slots: dict[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the utterance in any variant; None where there is no such response."""
        return self._uttered(utter_action, filled_slots, output_channel, None, kwargs)

    def _uttered(
        self,
        utter_action: str,
        slots: dict[str, Any],
        output_channel: str,
        last: int | None,
        sent: dict[str, Any],
    ) -> dict[str, Any] | None:
        ending = next((each for each in LANGUAGES if utter_action.endswith(each)), "")
        known = {**self._about(ending, output_channel), **slots}
        for place, response in (sent.get("within") or {}).items():
            known[place] = self._text(f"{response}{ending}", known, output_channel) if response else ""
        message = self._filled(utter_action, known, output_channel, last, sent)
        if message is None:
            return None
        message["text"] = (message.get("text") or "").strip()
        if opened := sent.get("opened_by"):
            greeting = self._text(f"{opened}{ending}", known, output_channel)
            message["text"] = f"{greeting} {message['text']}".strip()
        self._name_buttons(sent.get("buttons") or (), ending, known, output_channel)
        data = sent.get("answer")
        if not isinstance(data, dict):
            return message
        data["frame"] = message["text"]
        data["closing"] = self._text(f"{CLOSING}{ending}", known, output_channel)
        # Rasa lays what the action sent over what is returned here: so that very object is filled.
        answer = read_answer(data)
        return {**message, "text": plain_text(answer) if answer else data["frame"]}

    def _name_buttons(
        self, buttons: Iterable[dict[str, str]], ending: str, known: dict[str, Any], output_channel: str
    ) -> None:
        """Title the actions' own buttons, which Rasa lays beside what is returned."""
        for button in buttons:
            if not button.get("title") and (response := TITLES.get(button.get("payload", ""))):
                button["title"] = self._text(f"{response}{ending}", known, output_channel)

    def _filled(
        self,
        utter_action: str,
        known: dict[str, Any],
        output_channel: str,
        last: int | None,
        sent: dict[str, Any],
    ) -> dict[str, Any] | None:
        """The variant after the last one said, any where none was, with its number."""
        if utter_action not in self.responses:
            return None
        variants = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, known
        )
        if not variants:
            return None
        number = np.random.randint(len(variants)) if last is None else (last + 1) % len(variants)
        message = self._fill_response(copy.deepcopy(variants[number]), known, **sent)
        return {**message, VARIANT: int(number)}

    def _about(self, ending: str, output_channel: str) -> dict[str, str]:
        """What the assistant is about, for the sentences of a language; WITHIN its own, after a blank."""
        known = about().variables(ending.removeprefix("_") or MAIN_LANGUAGE)
        known["retention_days"] = _retention_days()
        for place, (response, told, otherwise) in WITHIN.items():
            said = response if known[told] else otherwise
            text = self._text(f"{said}{ending}", known, output_channel) if said else ""
            known[place] = text and f" {text}"
        return known

    def _text(self, response: str, known: dict[str, Any], output_channel: str) -> str:
        message = self._filled(response, known, output_channel, None, {})
        return (message or {}).get("text") or ""


def last_variant(tracker: DialogueStateTracker, utter_action: str) -> int | None:
    """Which variant of a response was said last in the conversation; None where it never was."""
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered) and event.metadata.get("utter_action") == utter_action:
            number = event.metadata.get(VARIANT)
            return number if isinstance(number, int) else None
    return None


def _retention_days() -> str:
    """For how many days conversations are kept; empty for ever, and where this process is not told."""
    days = os.environ.get(RETENTION, "")
    return days if days.isdigit() and int(days) > 0 else ""
