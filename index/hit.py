"""What a search returns: hits and results."""

from dataclasses import dataclass

from documents.passage import Passage


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
