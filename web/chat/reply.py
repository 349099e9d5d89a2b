"""A message of the assistant as the public sees it: its words, buttons and sources, not how it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from contract.answer import Answer, Button, plain_text
from contract.channel import BotMessage
from contract.evidence import Citation, Evidence, Point
from contract.payload import show_passage
from web.chat.timestamps import iso


@dataclass(frozen=True, slots=True)
class ListedPoint:
    """A numbered line of the text that can be asked for; `number` is the one that stands there."""

    number: int
    passage_id: str
    heading: str
    payload: str


@dataclass(frozen=True, slots=True)
class Source:
    """`quote` is a part of `paragraph`; `heading` is the source's own, else empty."""

    document: str
    section: str
    passage_id: str
    heading: str
    quote: str
    paragraph: str


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
        answer = self.answer.as_json() if self.answer else None
        return {**asdict(replace(self, answer=None)), "answer": answer}


def public_reply(message: BotMessage, at: datetime, feedback: Judgement | None = None) -> Reply:
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
    holds = point is not None and citation.quote in point.text
    return Source(
        document=citation.document,
        section=citation.section,
        passage_id=citation.passage_id,
        heading=point.label if point is not None and not point.heading_is_ours else "",
        quote=citation.quote,
        paragraph=point.text if point is not None and holds else citation.quote,
    )
