"""A conversation as its visitor sees it: turns, each a question and its replies, not how they were found.

`turns_of` queries the database: call it through web.database.in_database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db.models import Prefetch

from contract.answer import Answer, Button, Quote, plain_text
from contract.channel import BotMessage as Said
from contract.channel import read_message
from contract.evidence import Citation, Evidence, Point, cited
from contract.payload import show_passage
from contract.segments import Segment
from web.chat.models import BotMessage, Feedback, Message, PendingMessage
from web.chat.page_pictures import file_address, picture_address


@dataclass(frozen=True, slots=True)
class ListedPoint:
    """A numbered line of the text that can be asked for; `number` is the one that stands there."""

    number: int
    passage_id: str
    heading: str
    payload: str


@dataclass(frozen=True, slots=True)
class Source:
    """`heading` is the source's own, else empty.

    `segments` are the paragraph, with the words of `quote` marked where they stand. `page` is where it begins
    in its file, 0 without pages; `picture` is the address of that page's picture, `file` that of the file
    where visitors may have it, else empty.
    """

    document: str
    section: str
    passage_id: str
    heading: str
    quote: str
    paragraph: str
    segments: tuple[Segment, ...]
    page: int = 0
    picture: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the visitor thought of the answer; verdict "none" where a judgement was taken back."""

    verdict: str
    reason: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """`body`: `text` without the closing line that names its places; `kind` None: small talk.

    `answer` is what the text was made of; None for small talk, and for what is older than such answers.
    """

    text: str
    body: str
    at: str
    buttons: tuple[Button, ...] = ()
    answer_id: str | None = None
    kind: str | None = None
    points: tuple[ListedPoint, ...] = ()
    sources: tuple[Source, ...] = ()
    feedback: Judgement | None = None
    answer: Answer | None = None

    def as_json(self) -> dict[str, Any]:
        answer = _as_drawn(self.answer) if self.answer else None
        return {**asdict(replace(self, answer=None)), "answer": answer}


def _as_drawn(answer: Answer) -> dict[str, Any]:
    """The answer's JSON, each quotation with its segments: browsers count characters in another way."""
    told = answer.as_json()
    for part, shown in zip(answer.parts, told["parts"], strict=True):
        if isinstance(part, Quote):
            shown["segments"] = [asdict(each) for each in part.segments()]
    return told


def public_reply(message: Said, at: datetime, feedback: Judgement | None = None) -> Reply:
    """Return what the public sees of a message that was said at this moment."""
    answer, evidence = message.answer, message.evidence
    return Reply(
        text=message.text,
        body=(plain_text(replace(answer, closing="", places=())) if answer else "") or message.text,
        at=iso(at),
        buttons=message.buttons,
        answer_id=evidence.answer_id if evidence else None,
        kind=evidence.kind if evidence else None,
        points=tuple(_points(answer, evidence)),
        sources=tuple(_source(each, evidence.points) for each in evidence.citations) if evidence else (),
        feedback=feedback,
        answer=answer,
    )


def _points(answer: Answer | None, evidence: Evidence | None) -> Iterator[ListedPoint]:
    """The numbered points; of a list that was said before answers were data, those of its evidence."""
    if answer is not None:
        for item in answer.items:
            yield ListedPoint(item.number, item.passage_id, item.label, show_passage(item.passage_id))
    elif evidence is not None and evidence.kind == "list":
        for number, point in enumerate(evidence.points, 1):
            yield ListedPoint(number, point.id, point.label, show_passage(point.id))


def _source(citation: Citation, points: tuple[Point, ...]) -> Source:
    point = next((each for each in points if each.id == citation.passage_id), None)
    segments = cited(citation, point)
    return Source(
        document=citation.document,
        section=citation.section,
        passage_id=citation.passage_id,
        heading=point.label if point is not None and not point.heading_is_ours else "",
        quote=citation.quote,
        paragraph="".join(each.text for each in segments),
        segments=segments,
        page=citation.page,
        picture=picture_address(citation.passage_id) if citation.page else "",
        file=file_address(citation.passage_id) if citation.page else "",
    )


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


def iso(moment: datetime) -> str:
    """A moment as the API writes it: "2026-01-31T09:30:00.000Z"; the moment must know its time zone."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
