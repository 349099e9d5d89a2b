"""What the index holds and what a search returns: documents, passages, their repairs; hits and results."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Repair:
    """A listed change to the source: `wrong` stands at `start`, `right` is published.

    `start` is a character offset in the source; `wrong` is "" for an insertion, `right` is "" for
    a deletion.
    """

    wrong: str
    right: str
    start: int


@dataclass(frozen=True, slots=True)
class Document:
    """A source document.

    `id` is its file's stem; `sha256` the digest of the source's bytes, `curated_sha256` that of
    the curated reading; `title_is_ours` tells that the source has no such title.
    """

    id: str
    title: str
    language: str
    origin: str
    sha256: str
    curated_sha256: str
    title_is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that can answer a question.

    `id` is document/section for an overview and document/section/point for a point. `section` is
    its section's heading and `heading` its own, both as published, without a closing colon; one
    that is ours (`heading_is_ours`) must not be quoted. `text` is the display form of
    source[start:end] after the repairs; white space may differ. `repairs` holds those of the
    heading too, which lie before `start`. `order` counts a document's passages from 0.
    """

    id: str
    document: str
    section: str
    heading: str
    heading_is_ours: bool
    text: str
    order: int
    kind: Literal["overview", "point"]
    start: int
    end: int
    repairs: tuple[Repair, ...] = ()

    @property
    def section_id(self) -> str:
        """The id of the overview of this passage's section."""
        return "/".join(self.id.split("/")[:2])


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found.

    `score` is the fused score, unbounded, higher is better; `rank` counts from 1. `parts` holds what the
    fusion was made of: `dense` (cosine), `words` (BM25), `tokens` (mean of the best cosines of the query's
    tokens) and, where example questions exist, `questions` (probability that it is this passage that is
    asked for, 0 to 1). `curated` is the probability that the query asks again what a curated question of the
    passage asks.
    """

    passage: Passage
    score: float
    rank: int
    parts: dict[str, float]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one query, best first.

    `confidence` is the probability that the first hit answers the question, which is given from `threshold`
    on (above 1: never); `nearness` the probability that the question, if unanswered, is still about the
    documents' subject. Both 0 to 1. `curated` is the id of the curated question that put the first hit there
    or agrees with it, "" where there is none. `answering` are the character spans (start, end) in
    `hits[0].passage.text` of the whole sentences that answer, in order; empty where it was not read.
    `other_subject` is the log-odds that the question is about another subject than the sources, 0 where that
    is not known.
    """

    query: str
    hits: tuple[Hit, ...]
    confidence: float
    nearness: float
    milliseconds: float
    curated: str = ""
    threshold: float = 0.5
    answering: tuple[tuple[int, int], ...] = ()
    other_subject: float = 0.0

    @property
    def answers(self) -> bool:
        """Whether the confidence is enough for the first hit to be given as the answer."""
        return bool(self.hits) and self.confidence >= self.threshold
