"""A bot message as the public sees it: its words, buttons and sources, and nothing of how it was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from contract.answer import Answer, plain_text, read_answer
from web.chat.evidence import Citation, Point, objects_of, read_evidence, text_of
from web.chat.moments import iso, moment_of


@dataclass(frozen=True, slots=True)
class Button:
    """`payload` is what pressing it asks, sent as it is."""

    title: str
    payload: str


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
    """`body`: `text` without its closing source line, if `sources` say the same; `kind` None: small talk.

    `answer` is what surfaces draw; None for small talk, which is its text.
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
        return {**asdict(self), "answer": self.answer.as_json() if self.answer is not None else None}


def public_reply(message: Mapping[str, Any], at: datetime | None = None) -> Reply:
    """Return the reply in a bot event of Rasa's log, or in the channel's message, which has no time (`at`).

    What is missing or malformed is left out; nothing raises.
    """
    data = message.get("data")
    buttons = message.get("buttons") or (data.get("buttons") if isinstance(data, Mapping) else None)
    text, evidence = text_of(message.get("text")), read_evidence(message.get("metadata"))
    metadata = message.get("metadata")
    answer = read_answer(metadata.get("answer")) if isinstance(metadata, Mapping) else None
    return Reply(
        text=text,
        body=plain_text(replace(answer, places=())) if answer is not None else text,
        at=iso(moment_of(message.get("timestamp")) or at or datetime.now(UTC)),
        buttons=tuple(
            Button(text_of(each.get("title")), text_of(each.get("payload"))) for each in objects_of(buttons)
        ),
        answer_id=evidence.answer_id,
        kind=evidence.kind,
        points=tuple(
            ListedPoint(item.number, item.passage_id, item.label, payload_of(item.passage_id))
            for item in (answer.items if answer is not None else ())
        ),
        sources=tuple(_source(citation, evidence.points) for citation in evidence.citations),
        answer=answer,
    )


def payload_of(passage_id: str) -> str:
    """What a button sends that asks for a passage."""
    return f"/show_passage{json.dumps({'passage_id': passage_id}, ensure_ascii=False)}"


def _source(citation: Citation, points: tuple[Point, ...]) -> Source:
    point = next((each for each in points if each.passage_id == citation.passage_id), None)
    holds = point is not None and citation.quote in point.text
    return Source(
        document=citation.document,
        section=citation.section,
        passage_id=citation.passage_id,
        heading=point.label if point is not None and not point.heading_is_ours else "",
        quote=citation.quote,
        paragraph=point.text if point is not None and holds else citation.quote,
    )
