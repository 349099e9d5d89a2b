"""A stretch of a conversation: so many messages as their user saw them answered, and why they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import prefetch_related_objects

from contract.answer import text_segments
from contract.channel import read_message
from contract.segments import Segment
from web.chat.conversation import (
    BOT_MESSAGES,
    Judgement,
    Reply,
    judgement_of,
    may_still_be_answered,
    public_reply,
)
from web.chat.models import BotMessage, Conversation, Message, PendingMessage
from web.review.transcript.found import Found, Show, found_in

PAGE_MESSAGES = 30  # each with all that was found for it
MAX_RUNNERS_UP = 5


@dataclass(frozen=True, slots=True)
class Intent:
    """What the message was understood as, and how surely (0 to 1)."""

    name: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class SeenReply:
    """`reply` is exactly what web.chat shows, masked; `utter_action` names the response that was uttered.

    `segments` are its text, or its body where sources stand below it, with the sentences that answer marked.
    """

    reply: Reply
    segments: tuple[Segment, ...]
    found: Found | None
    utter_action: str


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """`message` is the recorded row; `text` is masked where it is to be."""

    message: Message
    text: str
    replies: tuple[SeenReply, ...]
    runners_up: tuple[Intent, ...]

    @property
    def feedback(self) -> list[Judgement]:
        return [each.reply.feedback for each in self.replies if each.reply.feedback is not None]


@dataclass(frozen=True, slots=True)
class Lost:
    """A message that was not answered (yet): when it came. `is_waiting`: it may still be answered."""

    at: datetime
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Transcript:
    """Oldest first. `before` and `after` are the messages' numbers to go on from; None at either end."""

    messages: tuple[SeenMessage, ...]
    lost: tuple[Lost, ...]
    before: int | None
    after: int | None

    @property
    def event_ids(self) -> list[int]:
        return [each.message.event_id for each in self.messages]


def transcript_of(
    conversation: Conversation, show: Show, *, before: int | None = None, around: int | None = None
) -> Transcript:
    """Return the last messages, those before a message, or those from a little before one on."""
    rows = Message.objects.filter(conversation=conversation).prefetch_related(BOT_MESSAGES)
    if around is not None:
        earlier = list(rows.filter(event_id__lt=around).order_by("-event_id")[: PAGE_MESSAGES // 4])
        later = rows.filter(event_id__gte=around).order_by("event_id")
        shown = [*reversed(earlier), *later[: PAGE_MESSAGES - len(earlier)]]
    else:
        if before is not None:
            rows = rows.filter(event_id__lt=before)
        shown = list(reversed(rows.order_by("-event_id")[:PAGE_MESSAGES]))
    every = Message.objects.filter(conversation=conversation)
    has_before = bool(shown) and every.filter(event_id__lt=shown[0].event_id).exists()
    has_after = bool(shown) and every.filter(event_id__gt=shown[-1].event_id).exists()
    return Transcript(
        messages=tuple(_seen(each, show) for each in shown),
        lost=() if has_after else tuple(_lost(conversation)),
        before=shown[0].event_id if has_before else None,
        after=shown[-1].event_id if has_after else None,
    )


def one_message(message: Message, show: Show) -> SeenMessage:
    """Return a single message as the transcript has it."""
    prefetch_related_objects([message], BOT_MESSAGES)
    return _seen(message, show)


def _seen(message: Message, show: Show) -> SeenMessage:
    at = message.answered_at or message.at
    replies = (_reply(each, at, show) for each in message.bot_messages.all())
    return SeenMessage(
        message=message,
        text=show(message.text),
        replies=tuple(each for each in replies if each.reply.text or each.reply.buttons),
        runners_up=tuple(_runners_up(message.ranking, message.intent)),
    )


def _reply(row: BotMessage, at: datetime, show: Show) -> SeenReply:
    said, judgement = read_message(row.content), judgement_of(row)
    if judgement is not None and judgement.comment:
        judgement = replace(judgement, comment=show(judgement.comment))
    reply = public_reply(said, at, judgement)
    answer = reply.answer and replace(
        reply.answer, frame=show(reply.answer.frame), closing=show(reply.answer.closing)
    )
    buttons = tuple(replace(each, title=show(each.title)) for each in reply.buttons)
    return SeenReply(
        segments=tuple(replace(each, text=show(each.text)) for each in _segments(reply)),
        reply=replace(reply, text=show(reply.text), body=show(reply.body), buttons=buttons, answer=answer),
        found=found_in(said.evidence, show),
        utter_action=said.response,
    )


def _segments(reply: Reply) -> tuple[Segment, ...]:
    if not reply.sources:
        return (Segment(reply.text),)
    if reply.answer is None:
        return (Segment(reply.body),)
    return text_segments(replace(reply.answer, closing="", places=()))


def _runners_up(ranking: Sequence[dict[str, object]], intent: str) -> Iterator[Intent]:
    """The other intents that were thought of, the likeliest first."""
    others = [each for each in ranking if each["name"] != intent]
    for each in others[:MAX_RUNNERS_UP]:
        confidence = each["confidence"]
        yield Intent(str(each["name"]), confidence if isinstance(confidence, float) else None)


def _lost(conversation: Conversation) -> Iterator[Lost]:
    waiting = PendingMessage.objects.filter(session__sender_id=conversation.sender_id).order_by("at")
    for each in waiting:
        yield Lost(each.at, may_still_be_answered(each))
