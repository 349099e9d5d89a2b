"""A conversation as its visitor sees it: turns, each a question and its replies.

The functions query the database: call them through web.database.in_database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db.models import Prefetch

from contract.channel import read_message
from web.chat.models import BotMessage, Feedback, Message, PendingMessage
from web.chat.reply import Judgement, Reply, public_reply
from web.chat.timestamps import iso

State = Literal["answered", "pending", "failed"]

# The one under way and those behind it; a message that waits longer was lost with its process.
MAX_WAITING_TURNS = 6
BOT_MESSAGES = Prefetch("bot_messages", BotMessage.objects.select_related("feedback").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is what was typed; for a button's press it is empty, and `title` what the button showed."""

    text: str
    title: str | None
    at: str


@dataclass(frozen=True, slots=True)
class PublicTurn:
    """`key` is the client's own."""

    key: str
    asked: Question
    replies: tuple[Reply, ...]
    state: State

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "asked": asdict(self.asked),
            "replies": [each.as_json() for each in self.replies],
            "state": self.state,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """Turns from the oldest to the latest; `before` asks for the page before, None where there is none.

    `pending` are the keys of the turns that are still being answered.
    """

    turns: tuple[PublicTurn, ...]
    before: str | None
    pending: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        turns = [each.as_json() for each in self.turns]
        return {"turns": turns, "before": self.before, "pending": list(self.pending)}


def turns_of(sender_id: str, limit: int, before: int | None = None) -> Page:
    """Return the latest turns with those that are being answered, or the turns before number `before`."""
    rows = Message.objects.filter(conversation_id=sender_id).order_by("event_id")
    total = rows.count()
    end = total if before is None else min(before, total)
    first = max(0, end - limit)
    waiting = PendingMessage.objects.filter(session__sender_id=sender_id).order_by("at")
    pending = [_pending_turn(each) for each in waiting] if end == total else []
    asked_again = {each.key for each in pending}
    found = rows.prefetch_related(BOT_MESSAGES)[first:end]
    turns = [public_turn(each) for each in found if each.key not in asked_again]
    return Page(
        turns=(*turns, *pending),
        before=str(first) if first else None,
        pending=tuple(each.key for each in pending if each.state == "pending"),
    )


def public_turn(message: Message) -> PublicTurn:
    """Return a recorded message as its visitor sees it."""
    title = message.text if message.is_press and message.text != message.payload else None
    asked = Question("" if message.is_press else message.text, title, iso(message.at))
    state: State = "failed" if message.kind == Message.Kind.FAILED else "answered"
    return PublicTurn(message.key, asked, tuple(_replies(message)), state)


def judgement_of(said: BotMessage) -> Judgement | None:
    """What the visitor thought of an answer; None where nothing was said of it."""
    try:
        given = said.feedback
    except Feedback.DoesNotExist:
        return None
    return Judgement(given.verdict, given.reason or None, given.comment or None)


def may_still_be_answered(pending: PendingMessage) -> bool:
    """Whether a process may still be at it."""
    patience = timedelta(seconds=MAX_WAITING_TURNS * settings.DALEEL.turn_seconds)
    return pending.at > datetime.now(UTC) - patience


def _replies(message: Message) -> Iterator[Reply]:
    at = message.answered_at or message.at
    for row in message.bot_messages.all():
        reply = public_reply(read_message(row.content), at, judgement_of(row))
        if reply.text or reply.buttons:
            yield reply


def _pending_turn(pending: PendingMessage) -> PublicTurn:
    state: State = "pending" if may_still_be_answered(pending) else "failed"
    return PublicTurn(pending.key, Question(pending.text, None, iso(pending.at)), (), state)
