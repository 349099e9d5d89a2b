"""What was said in a conversation: in web's record, as a turn leaves it there, and in Rasa's log."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from contract.channel import Intent, Reply, read_message, read_reply, reply_as_json
from contract.payload import PASSAGE_ID
from tests.web.stub_answers import Message, answer

NOON = 1_800_000_000.0
RANKING = (Intent("ask_question", 0.9), Intent("greet", 0.1))
EVENTS_OF_A_TURN = 5  # of one answer


@dataclass
class Log:
    """One sender's rows; each row of Rasa's is a second after the one before.

    `is_recorded`: also in web's record; else in Rasa's log alone, as before web kept one.
    """

    sender_id: str
    seconds: itertools.count[float] = field(default_factory=lambda: itertools.count(NOON))
    is_recorded: bool = True

    def begin(self) -> None:
        """A session of Rasa's, at first and after an hour's silence."""
        self.row("action", name="action_session_start")
        self.row("session_started")
        self.row("action", name="action_listen")

    def turn(self, text: str, messages: Iterable[Message] | None = None, *, key: str = "") -> str:
        """A typed question and its answers; return its id for Rasa. Without an answer it failed."""
        return self._turn(text, RANKING, answer(text) if messages is None else messages, key)

    def press(self, payload: str, messages: Iterable[Message] = (), *, key: str = "") -> str:
        """A button's press and its answers."""
        return self._turn(payload, (Intent(payload[1:].partition("{")[0], 1.0),), messages, key, payload)

    def row(self, type_name: str, **data: Any) -> float:
        """Write one row; return its moment."""
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
        return timestamp

    def _turn(
        self,
        text: str,
        ranking: tuple[Intent, ...],
        messages: Iterable[Message],
        key: str,
        payload: str = "",
    ) -> str:
        message_id, messages = uuid.uuid4().hex, list(messages)
        metadata = {"surface": "web", "turn": key} if key else {}
        intents = [{"name": each.name, "confidence": each.confidence} for each in ranking]
        entities = [{"entity": PASSAGE_ID}] if payload else []
        parsed = {"intent": intents[0], "intent_ranking": intents, "entities": entities, "text": text}
        asked = self.row("user", text=text, parse_data=parsed, message_id=message_id, metadata=metadata)
        ended = self.row("slot", name="last_answer", value={})
        self.row("action", name="action_answer_question")
        for message in messages:
            ended = self.row(
                "bot",
                text=message["text"],
                data={"buttons": message["buttons"] or None},
                metadata={**message["metadata"], "model_id": "m"},
            )
        self.row("action", name="action_listen")
        if self.is_recorded:
            reply = read_reply(reply_as_json(message_id, ranking[0], ranking, "ar", 1.0, messages))
            record(self.sender_id, text, reply, asked, ended, message_id, key, payload)
        return message_id


def record(
    sender_id: str,
    text: str,
    reply: Reply | None,
    asked: float,
    ended: float,
    message_id: str = "",
    key: str = "",
    payload: str = "",
) -> None:
    """Write a turn into web's record."""
    from web.chat.models import BotMessage
    from web.chat.record import Question, store, turn_of

    message_id = message_id or uuid.uuid4().hex
    question = Question(
        sender_id=sender_id,
        message_id=message_id,
        key=key or message_id,
        at=datetime.fromtimestamp(asked, UTC),
        text="" if payload else text,
        payload=payload,
    )
    rows = BotMessage.objects.filter(message__conversation_id=sender_id).order_by("-pk")
    shown = [read_message(content) for content in rows.values_list("content", flat=True)]
    store([turn_of(question, reply, datetime.fromtimestamp(ended, UTC), shown, 1000 * (ended - asked))])
