"""A message on its way to Rasa, and what Rasa's channel answers (POST contract.headers.CHANNEL_PATH)."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from contract.answer import Answer, Button, read_answer
from contract.evidence import Evidence, read_evidence
from contract.fields import Fields

APOLOGY = "utter_apology"  # the response that is said where a turn failed
UNDONE = "undone"
HANDOFFS = ("question", "person", "distress", UNDONE)  # what the staff are told of, or no longer
MAX_MESSAGE_ID_CHARACTERS = 64
MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
SENDER_ID = re.compile(r"[A-Za-z0-9:_.-]{1,128}")


@dataclass(frozen=True, slots=True)
class Request:
    """One message: a typed `text`, or the `payload` of a pressed button; the other is None.

    A `message_id` that was answered before is answered with the same words, and nothing is done twice.
    """

    sender: str
    message_id: str
    text: str | None = None
    payload: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        asked = {"text": self.text or ""} if self.payload is None else {"payload": self.payload}
        return {"sender": self.sender, "message_id": self.message_id, **asked, "metadata": self.metadata}


@dataclass(frozen=True, slots=True)
class Intent:
    """`confidence` is from 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One message of the assistant. Small talk has neither `answer` nor `evidence`.

    `response` names what was uttered ("utter_greet"); `handoff` is one of HANDOFFS where something was
    left to the staff, else empty.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    answer: Answer | None = None
    evidence: Evidence | None = None
    response: str = ""
    handoff: str = ""

    @property
    def is_apology(self) -> bool:
        return self.response.startswith(APOLOGY)

    def as_json(self) -> dict[str, Any]:
        """The form in which a message travels; read_message reads it back."""
        known = {
            "answer": self.answer.as_json() if self.answer else None,
            "evidence": self.evidence.as_json() if self.evidence else None,
            "utter_action": self.response,
            "handoff": {"wish": self.handoff} if self.handoff else None,
        }
        return {
            "text": self.text,
            "buttons": [asdict(button) for button in self.buttons],
            "metadata": {name: value for name, value in known.items() if value},
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """What a turn brought: one message at least. `ranking` has the likeliest intents, best first.

    `milliseconds` of none mean that the turn is not over: this is an apology for the wait, in no log.
    """

    message_id: str
    intent: Intent
    ranking: tuple[Intent, ...]
    language: str
    milliseconds: float
    messages: tuple[BotMessage, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing else will ever be said to this message's id."""
        return self.milliseconds > 0


def message_as_json(message: dict[str, Any]) -> dict[str, Any]:
    """A bot message of Rasa's ({"text", "buttons", ...}) in the form in which it travels."""
    kept = dict(message)
    buttons = [
        {"title": b.get("title", ""), "payload": b.get("payload", "")}
        for b in kept.pop("buttons", None) or ()
    ]
    return {"text": kept.pop("text", None) or "", "buttons": buttons, "metadata": kept}


def read_message(value: object, path: str = "message") -> BotMessage:
    """A bot message as it travels; what cannot be read of it is empty."""
    fields = Fields(value, path)
    metadata = value.get("metadata") if isinstance(value, dict) else None
    known = metadata if isinstance(metadata, dict) else {}
    handoff = known.get("handoff")
    wish = handoff.get("wish") if isinstance(handoff, dict) else ""
    response = known.get("utter_action")
    return BotMessage(
        text=fields.text("text", ""),
        buttons=tuple(
            Button(button.text("title"), button.text("payload"))
            for button in fields.objects("buttons", optional=True)
        ),
        answer=read_answer(known.get("answer")),
        evidence=read_evidence(known.get("evidence")),
        response=response if isinstance(response, str) else "",
        handoff=wish if wish in HANDOFFS else "",
    )


def read_reply(value: object) -> Reply | None:
    """The channel's answer; None where it has no message's id or no message."""
    fields = Fields(value, "reply")
    message_id = fields.text("message_id")
    messages = tuple(
        read_message(each, f"reply.messages[{number}]")
        for number, each in enumerate(_list(value, "messages"))
    )
    if not MESSAGE_ID.fullmatch(message_id) or not messages:
        return None
    intent = value.get("intent") if isinstance(value, dict) else None
    return Reply(
        message_id=message_id,
        intent=_intent(Fields(intent or {}, "reply.intent")),
        ranking=tuple(_intent(each) for each in fields.objects("intent_ranking", optional=True)),
        language=fields.text("language", ""),
        milliseconds=fields.number("milliseconds", 0.0),
        messages=messages,
    )


def reply_as_json(
    message_id: str,
    intent: Intent,
    ranking: tuple[Intent, ...],
    language: str,
    milliseconds: float,
    messages: list[dict[str, Any]],
) -> dict[str, Any]:
    """The channel's answer as it travels; `messages` are those of message_as_json."""
    return {
        "message_id": message_id,
        "intent": asdict(intent),
        "intent_ranking": [asdict(each) for each in ranking],
        "language": language,
        "milliseconds": round(milliseconds, 1),
        "messages": messages,
    }


def _intent(fields: Fields) -> Intent:
    return Intent(fields.text("name", ""), min(1.0, max(0.0, fields.number("confidence", 0.0))))


def _list(value: object, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
