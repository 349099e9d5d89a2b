"""Turn the data of an answer into an utterance: Rasa's extension point for natural language generation.

The action server sends an answer's parts and places as data (contract.answer) beside the name of a response,
which holds our own sentence around them and no word of a source. What the assistant is about (contract.about)
fills {subject} and the like in these sentences as they are uttered.
"""

from collections.abc import Mapping
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from contract.about import MAIN_LANGUAGE, about
from contract.answer import plain_text, read_answer

CLOSING = "utter_closing"  # what introduces the places of an answer
LANGUAGES = ("_en", "_fr")  # what the name of a response ends with; Arabic ones end with nothing
# Sentences within others, left out where what they tell is not known: their response, and what it tells.
WITHIN: Mapping[str, tuple[str, str]] = {
    "run_by": ("utter_run_by", "operator"),
    "reach_us": ("utter_reach_us", "contact"),
}


class AnswerGenerator(TemplatedNaturalLanguageGenerator):
    """Fills responses as Rasa does, and answers with them.

    A message with `answer` is uttered as plain text for whoever cannot draw data; the data itself, the filled
    response as its frame and the closing line in it, goes on in the bot event's metadata. Any other message
    is uttered as ever.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        """Take what Rasa gives to a generator of endpoints.yml; Rasa renews `responses` with each model."""
        super().__init__(domain.responses if domain else {})

    def generate_from_slots(
        self, utter_action: str, filled_slots: dict[str, Any], output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the utterance; None where there is no such response."""
        ending = next((each for each in LANGUAGES if utter_action.endswith(each)), "")
        known = {**self._about(ending, output_channel), **filled_slots}
        message: dict[str, Any] | None = super().generate_from_slots(
            utter_action, known, output_channel, **kwargs
        )
        data = kwargs.get("answer")
        if message is None or not isinstance(data, dict):
            return message
        data["frame"] = message.get("text") or ""
        data["closing"] = self._text(f"{CLOSING}{ending}", known, output_channel)
        # Rasa lays what the action sent over what is returned here: so that very object is filled.
        answer = read_answer(data)
        return {**message, "text": plain_text(answer) if answer else data["frame"]}

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
