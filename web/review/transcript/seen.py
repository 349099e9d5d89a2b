"""One message as its user saw it answered, with all that is known of why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from web.chat.evidence import objects_of, text_of
from web.chat.moments import moment_of
from web.chat.reply import Judgement, Reply, public_reply
from web.review.models import Message
from web.review.projection.log_rows import LogRow
from web.review.transcript.found import Found, Show, found_in, number_of

MAX_RUNNERS_UP = 5


@dataclass(frozen=True, slots=True)
class Intent:
    """What the message was understood as, and how surely (0 to 1)."""

    name: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class SeenReply:
    """`reply` is exactly what web.chat shows; `after_milliseconds` since the message came."""

    reply: Reply
    at: datetime | None
    after_milliseconds: int | None
    found: Found | None
    utter_action: str


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """`message` is the projected row, its text masked where it is to be."""

    message: Message
    text: str
    replies: tuple[SeenReply, ...]
    runners_up: tuple[Intent, ...]
    asked_key: str

    @property
    def feedback(self) -> list[Judgement]:
        return [each.reply.feedback for each in self.replies if each.reply.feedback is not None]


def seen(
    message: Message,
    asked: LogRow | None,
    said: list[LogRow],
    judgements: Mapping[str, Judgement],
    show: Show,
) -> SeenMessage:
    """Return a message with the rows of the log that belong to it."""
    data = asked.data if asked is not None else {}
    replies = (_reply(row, message.at, judgements, show) for row in said)
    return SeenMessage(
        message=message,
        text=show(message.text),
        replies=tuple(each for each in replies if each.reply.text or each.reply.buttons),
        runners_up=tuple(_runners_up(data.get("parse_data"), message.intent)),
        asked_key=_key(data),
    )


def _reply(row: LogRow, asked_at: datetime, judgements: Mapping[str, Judgement], show: Show) -> SeenReply:
    reply = public_reply(row.data)
    metadata, at = row.data.get("metadata"), moment_of(row.timestamp)
    judgement = judgements.get(reply.answer_id or "")
    if judgement is not None and judgement.comment:
        judgement = replace(judgement, comment=show(judgement.comment))
    return SeenReply(
        reply=_masked(replace(reply, feedback=judgement), show),
        at=at,
        after_milliseconds=None if at is None else round((at - asked_at).total_seconds() * 1000),
        found=found_in(metadata, show),
        utter_action=text_of(metadata.get("utter_action")) if isinstance(metadata, Mapping) else "",
    )


def _masked(reply: Reply, show: Show) -> Reply:
    buttons = tuple(replace(each, title=show(each.title)) for each in reply.buttons)
    return replace(reply, text=show(reply.text), body=show(reply.body), buttons=buttons)


def _runners_up(parse_data: Any, intent: str) -> list[Intent]:
    """The other intents that were thought of, the likeliest first."""
    ranking = parse_data.get("intent_ranking") if isinstance(parse_data, Mapping) else None
    others = [
        Intent(text_of(each.get("name")), number_of(each.get("confidence")))
        for each in objects_of(ranking)
        if text_of(each.get("name")) != intent
    ]
    return sorted(others, key=lambda each: -(each.confidence or 0))[:MAX_RUNNERS_UP]


def _key(data: Mapping[str, Any]) -> str:
    metadata = data.get("metadata")
    return text_of(metadata.get("turn")) if isinstance(metadata, Mapping) else ""
