"""Turn the data of an answer into an utterance: Rasa's extension point for natural language generation.

The action server sends an answer's parts and places as data (contract.answer) beside the name of a response,
which holds our own sentence around them and no word of a source. What the assistant is about (contract.about)
fills {subject} and the like in these sentences as they are uttered. A response's variants have their turns,
so that nobody reads the same sentence twice running.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

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
# Sentences within others, left out where what they tell is not known: their response, and what it tells.
WITHIN: Mapping[str, tuple[str, str]] = {
    "run_by": ("utter_run_by", "operator"),
    "reach_us": ("utter_reach_us", "contact"),
}
# The responses that name the buttons which the actions send without a title.
TITLES: Mapping[str, str] = {
    PASS_ON_QUESTION: "utter_button_pass_on",
    ASK_HUMAN: "utter_button_person",
}
VARIANT = "variant"  # in a bot event's metadata: the number of the variant uttered, modulo how many there are
AGAIN = "again"  # from the actions: how often they name the response earlier in the same turn
STARTS = 12  # where the first turn may fall: two, three and four variants begin equally often


class AnswerGenerator(TemplatedNaturalLanguageGenerator):
    """Fills responses as Rasa does, and answers with them.

    A message with `answer` is uttered as plain text for whoever cannot draw data; the data itself, the filled
    response as its frame and the closing line in it, goes on in the bot event's metadata. Any other message
    is uttered as ever.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        """Take what Rasa gives to a generator of endpoints.yml; Rasa renews `responses` with each model."""
        super().__init__(domain.responses if domain else {})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the utterance, in the variant after the one that the conversation heard last."""
        variant = _variant_after(tracker, utter_action) + (kwargs.get(AGAIN) or 0)
        slots = {**tracker.current_slot_values(), VARIANT: variant}
        message = self.generate_from_slots(utter_action, slots, output_channel, **kwargs)
        return message and {**message, VARIANT: variant}

    def generate_from_slots(
        self, utter_action: str, filled_slots: dict[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the utterance; None where there is no such response."""
        ending = next((each for each in LANGUAGES if utter_action.endswith(each)), "")
        known = {**self._about(ending, output_channel), **filled_slots}
        message: dict[str, Any] | None = super().generate_from_slots(
            utter_action, known, output_channel, **kwargs
        )
        self._name_buttons(kwargs.get("buttons") or (), ending, known, output_channel)
        data = kwargs.get("answer")
        if message is None or not isinstance(data, dict):
            return message
        data["frame"] = message.get("text") or ""
        data["closing"] = self._text(f"{CLOSING}{ending}", known, output_channel)
        # Rasa lays what the action sent over what is returned here: so that very object is filled.
        answer = read_answer(data)
        return {**message, "text": plain_text(answer) if answer else data["frame"]}

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        """Return the variant whose turn it is: what Rasa leaves to chance."""
        if utter_action not in self.responses:
            return None
        variants: list[dict[str, Any]] = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, filled_slots
        )
        return variants[(filled_slots.get(VARIANT) or 0) % len(variants)] if variants else None

    def _name_buttons(
        self, buttons: Iterable[dict[str, str]], ending: str, known: dict[str, Any], output_channel: str
    ) -> None:
        for button in buttons:
            if not button.get("title") and (response := TITLES.get(button.get("payload", ""))):
                button["title"] = self._text(f"{response}{ending}", known, output_channel)

    def _about(self, ending: str, output_channel: str) -> dict[str, str]:
        """What the assistant is about, for the sentences of a language; WITHIN its own, after a blank."""
        known = about().variables(ending.removeprefix("_") or MAIN_LANGUAGE)
        within = {
            name: self._text(f"{response}{ending}", known, output_channel) if known[told] else ""
            for name, (response, told) in WITHIN.items()
        }
        return {**known, **{name: text and f" {text}" for name, text in within.items()}}

    def _text(self, response: str, known: dict[str, Any], output_channel: str) -> str:
        message = super().generate_from_slots(response, known, output_channel)
        return (message or {}).get("text") or ""


def _variant_after(tracker: DialogueStateTracker, utter_action: str) -> int:
    """The number after that of the variant said last; for a response not said lately, any that stays."""
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered) and event.metadata.get("utter_action") == utter_action:
            return int(event.metadata.get(VARIANT) or 0) + 1
    message_id = tracker.latest_message.message_id if tracker.latest_message else ""
    return crc32((message_id or "").encode()) % STARTS
