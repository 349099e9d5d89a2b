"""One turn of the log as the console's tables hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from arabic import search_key
from web.chat.moments import moment_of
from web.review.models import Message, MessageAnswer
from web.review.models.message import MAX_KEY_CHARACTERS
from web.review.projection.answers import Answered
from web.review.projection.channels import channel_of
from web.review.projection.damaged import share_of, storable, waited
from web.review.projection.log_rows import LogRow
from web.review.search.table import MessageWords
from web.review.search.words import words_of

QUOTING = (Message.Kind.POINT, Message.Kind.LIST, Message.Kind.COMPARISON)
REFUSING = (Message.Kind.NONE, Message.Kind.RELATED)


@dataclass(frozen=True, slots=True)
class Turn:
    """A user event with the bot events after it, as rows and as read; `title`: the pressed button's."""

    asked: LogRow
    said: Sequence[LogRow]
    answers: Sequence[Answered]
    title: str | None
    language: str
    at: datetime

    @property
    def kinds(self) -> list[str]:
        """The kinds of evidence, in order; none in small talk and where something failed."""
        return [answer.evidence.kind for answer in self.answers if answer.evidence.kind]

    @property
    def failed(self) -> bool:
        """Whether nothing came, or nothing but an apology."""
        return all(answer.is_apology for answer in self.answers)

    @property
    def kind(self) -> str:
        ended = Message.Kind.FAILED if self.failed else Message.Kind.TALK
        return next(iter(self.kinds), ended)


@dataclass(frozen=True, slots=True)
class Taken:
    """A message as it is to be written, its answers and its words; `last_event_id` is its last row's."""

    message: Message
    answers: list[MessageAnswer]
    words: MessageWords
    last_event_id: int


def taken(turn: Turn) -> Taken:
    """Return a turn's rows of the tables, not saved."""
    asked = turn.asked
    message = Message(event_id=asked.id, conversation_id=asked.sender_id, **_asked(turn), **_told(turn))
    message.channel = channel_of(asked.sender_id)
    message.question_key = search_key(message.text)[:MAX_KEY_CHARACTERS] if message.is_question else ""
    queries = (answer.query for answer in turn.answers)
    said = (answer.text for answer in turn.answers)
    question, answers = words_of(" ".join((message.text, *queries))), words_of("\n".join(said))
    return Taken(
        message,
        [MessageAnswer(answer_id=id_, message=message) for id_ in message.answer_ids],
        MessageWords(asked.id, question, answers),
        turn.said[-1].id if turn.said else asked.id,
    )


def _asked(turn: Turn) -> dict[str, Any]:
    """The fields that the user event fills."""
    data, pressed = turn.asked.data, turn.title is not None
    parse_data = data.get("parse_data")
    intent = parse_data.get("intent") if isinstance(parse_data, Mapping) else None
    found = intent if isinstance(intent, Mapping) else {}
    return {
        "message_id": storable(data.get("message_id"), 64),
        "at": turn.at,
        "text": storable(turn.title if pressed else data.get("text")),
        "is_press": pressed,
        "language": turn.language,
        "intent": storable(turn.asked.intent_name, 64),
        "intent_confidence": share_of(found.get("confidence")),
        "is_question": not pressed and bool(turn.kinds or turn.failed),
        "follow_up": not pressed and any(answer.leans for answer in turn.answers),
    }


def _told(turn: Turn) -> dict[str, Any]:
    """The fields that the answers fill."""
    answers, ended = turn.answers, turn.said[-1].timestamp if turn.said else None
    answer_ids = (answer.evidence.answer_id for answer in answers)
    return {
        "kind": turn.kind,
        "answered": any(kind in QUOTING for kind in turn.kinds),
        "refused": next((kind for kind in turn.kinds if kind in REFUSING), Message.Refused.NOT),
        "confidence": min((each.confidence for each in answers if each.confidence is not None), default=None),
        "handoff": next((answer.handoff for answer in answers if answer.handoff), Message.Handoff.NO),
        "section": storable(next((answer.section for answer in answers if answer.section), ""), 255),
        "passage_ids": list(dict.fromkeys(id_ for answer in answers for id_ in answer.passage_ids)),
        "answer_ids": list(dict.fromkeys(storable(id_) for id_ in answer_ids if id_)),
        "milliseconds": waited(turn.asked.timestamp, ended),
        "answered_at": moment_of(ended),
    }
