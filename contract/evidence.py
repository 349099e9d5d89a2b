"""What an answer rests on: `metadata.evidence` of every message of the assistant that answers or declines.

Written by the action server; read by web, telegram, the console, teaching and the benchmarks.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from contract.answer import KINDS
from contract.fields import Fields, Span
from contract.segments import Segment, parted

VERSION = 1
MAX_ANSWER_ID_CHARACTERS = 64

# What a question asks for and the sources that speak of its matter do not tell.
Missing = Literal["subject", "number", "person", "time", "place", "reason", "premise"]
MISSING: tuple[Missing, ...] = get_args(Missing)


@dataclass(frozen=True, slots=True)
class Point:
    """A passage that was shown, whole; a heading of ours (`heading_is_ours`) stands in no source.

    `marks` are the spans in `text` of the whole sentences that answer, rising, not overlapping.
    """

    id: str
    heading: str
    heading_is_ours: bool
    text: str
    marks: tuple[Span, ...] = ()

    @property
    def label(self) -> str:
        """The heading without the colon that its source puts after it."""
        return self.heading.strip(" :\u061b\n")  # arabic semicolon


@dataclass(frozen=True, slots=True)
class Citation:
    """`quote`: the source's words, repairs applied; start, end: its passage's place in the extracted text.

    `page`: the page of the document's file where the passage begins, from 1; 0 where it has none.
    Sentences that are no neighbours in the source have an ellipsis between them; its point's marks tell where
    they stand.
    """

    document: str
    document_id: str
    section: str
    passage_id: str
    quote: str
    start: int
    end: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit without its words: rank counts from 1; a higher score is better; `parts` are the scorers' own."""

    id: str
    score: float
    rank: int
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`asked` is what was typed; `query` what was searched, empty when the passage was asked for by name.

    `confidence` is from 0 to 1. `rule` names the row of the decision table that decided. `curated` is the id
    of the curated question that the first hit is owed to, empty where there is none. `missing` is one of
    MISSING where the passages found do not tell that, empty where nothing certain was asked for.
    """

    kind: str
    rule: str = ""
    query: str = ""
    asked: str = ""
    confidence: float = 0.0
    points: tuple[Point, ...] = ()
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    index_version: str = ""
    milliseconds: float = 0.0
    curated: str = ""
    missing: str = ""
    answer_id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def as_json(self) -> dict[str, Any]:
        """The form in which evidence travels; read_evidence reads it back."""
        return {"version": VERSION, **asdict(self)}


def cited(citation: Citation, point: Point | None) -> tuple[Segment, ...]:
    """The point in its own order, marked where it is quoted; the quote alone where it does not hold it."""
    if point is not None and point.marks:
        return parted(point.text, point.marks)
    if point is None or not citation.quote or citation.quote not in point.text:
        return (Segment(citation.quote, is_marked=True),)
    before, quote, after = point.text.partition(citation.quote)
    segments = (Segment(before), Segment(quote, is_marked=True), Segment(after))
    return tuple(segment for segment in segments if segment.text)


def read_evidence(value: object) -> Evidence | None:
    """The evidence in a JSON value; None where there is none, or its kind or id cannot be read."""
    if value is None:
        return None
    fields = Fields(value, "evidence")
    if not fields.is_object:
        return None
    fields.check_version(VERSION)
    kind, answer_id = fields.text("kind"), fields.text("answer_id")
    missing = fields.text("missing", "")
    if kind not in KINDS or not 0 < len(answer_id) <= MAX_ANSWER_ID_CHARACTERS:
        return None
    return Evidence(
        kind=kind,
        rule=fields.text("rule", ""),
        query=fields.text("query", ""),
        asked=fields.text("asked", ""),
        confidence=min(1.0, max(0.0, fields.number("confidence", 0.0))),
        points=tuple(_point(point) for point in fields.objects("points", optional=True)),
        citations=tuple(_citation(citation) for citation in fields.objects("citations", optional=True)),
        hits=tuple(_hit(hit) for hit in fields.objects("hits", optional=True)),
        index_version=fields.text("index_version", ""),
        milliseconds=fields.number("milliseconds", 0.0),
        curated=fields.text("curated", ""),
        missing=missing if missing in MISSING else "",
        answer_id=answer_id,
    )


def _point(fields: Fields) -> Point:
    text = fields.text("text")
    return Point(
        fields.text("id"),
        fields.text("heading", ""),
        fields.flag("heading_is_ours", False),
        text,
        fields.spans("marks", len(text)),
    )


def _citation(fields: Fields) -> Citation:
    return Citation(
        document=fields.text("document"),
        document_id=fields.text("document_id", ""),
        section=fields.text("section", ""),
        passage_id=fields.text("passage_id"),
        quote=fields.text("quote"),
        start=fields.whole("start", 0),
        end=fields.whole("end", 0),
        page=max(0, fields.whole("page", 0)),
    )


def _hit(fields: Fields) -> Hit:
    return Hit(fields.text("id"), fields.number("score"), fields.whole("rank"), fields.numbers("parts"))
