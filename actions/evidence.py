"""What an answer rests on: the JSON under `metadata.evidence` of every answering bot event."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from actions.judge import Kind
from index import Document, Hit, Passage

MAX_HITS = 5
DIGITS = 4  # of scores and confidence: enough to compare, short in the log


@dataclass(frozen=True, slots=True)
class Point:
    """A passage as shown: its whole text, in the source's words."""

    id: str
    heading: str
    heading_is_ours: bool
    text: str

    @classmethod
    def of(cls, passage: Passage) -> Point:
        return cls(passage.id, passage.heading, passage.heading_is_ours, passage.text)


@dataclass(frozen=True, slots=True)
class Citation:
    """`quote`: the source's words, repairs applied; start and end: its passage's place in the raw text."""

    document: str
    document_id: str
    section: str
    passage_id: str
    quote: str
    start: int
    end: int

    @classmethod
    def of(cls, passage: Passage, document: Document, quote: str) -> Citation:
        section, place = passage.section, (passage.start, passage.end)
        return cls(document.title, document.id, section, passage.id, quote, *place)


@dataclass(frozen=True, slots=True)
class HitScore:
    """A hit without its words: rank counts from 1, a higher score is better."""

    id: str
    score: float
    rank: int
    parts: dict[str, float]

    @classmethod
    def of(cls, hit: Hit) -> HitScore:
        parts = {name: round(float(part), DIGITS) for name, part in hit.parts.items()}
        return cls(hit.passage.id, round(float(hit.score), DIGITS), hit.rank, parts)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`asked` is what was typed; `query` what was searched, empty when the passage was asked for by name.

    `curated` is the id of the curated question that the first hit is owed to, empty where there is none.
    """

    kind: Kind
    query: str
    asked: str
    confidence: float
    points: tuple[Point, ...]
    citations: tuple[Citation, ...]
    hits: tuple[HitScore, ...]
    index_version: str
    milliseconds: float
    curated: str = ""
    answer_id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
