"""Rows of Rasa's log as Rasa writes them, one after the other."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.web.stub_answers import Message, answer

NOON = 1_800_000_000.0
RANKING = [{"name": "ask_other", "confidence": 0.9}, {"name": "greet", "confidence": 0.1}]


@dataclass
class Log:
    """One sender's rows; each row is a second after the one before."""

    sender_id: str
    seconds: itertools.count[float] = field(default_factory=lambda: itertools.count(NOON))

    def begin(self) -> None:
        """A session of Rasa's, at first and after an hour's silence."""
        self.row("action", name="action_session_start")
        self.row("session_started")
        self.row("action", name="action_listen")

    def turn(self, text: str, messages: Iterable[Message] | None = None, *, key: str = "") -> str:
        """A typed question and its answers; return Rasa's id of it."""
        return self._turn(text, RANKING, answer(text) if messages is None else messages, key)

    def press(self, payload: str, messages: Iterable[Message] = (), *, key: str = "") -> str:
        """A button's press and its answers."""
        return self._turn(
            payload, [{"name": payload[1:].partition("{")[0], "confidence": 1.0}], messages, key
        )

    def row(self, type_name: str, **data: Any) -> None:
        from web.chat.models import TrackerEvent

        timestamp = next(self.seconds)
        intent = data.get("parse_data", {}).get("intent", {}).get("name")
        TrackerEvent.objects.create(
            sender_id=self.sender_id,
            type_name=type_name,
            timestamp=timestamp,
            intent_name=intent,
            action_name=data.get("name"),
            data=json.dumps({"event": type_name, "timestamp": timestamp, **data}),
        )

    def _turn(self, text: str, ranking: list[Message], messages: Iterable[Message], key: str) -> str:
        message_id = uuid.uuid4().hex
        metadata = {"surface": "web", "turn": key} if key else {}
        parsed = {"intent": ranking[0], "intent_ranking": ranking, "text": text}
        self.row("user", text=text, parse_data=parsed, message_id=message_id, metadata=metadata)
        self.row("slot", name="last_answer", value={})
        self.row("action", name="action_answer_question")
        for message in messages:
            self.row(
                "bot",
                text=message["text"],
                data={"buttons": message["buttons"] or None},
                metadata={**message["metadata"], "model_id": "m"},
            )
        self.row("action", name="action_listen")
        return message_id
