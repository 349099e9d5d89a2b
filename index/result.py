"""What a search gives back."""

from dataclasses import dataclass

from index.passage import Passage


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

    `confidence` is the probability that the first hit answers the question; `nearness` the probability
    that the question, if unanswered, is still about the documents' subject. Both 0 to 1. `curated` is the
    id of the curated question that put the first hit there or agrees with it, "" where there is none.
    """

    query: str
    hits: tuple[Hit, ...]
    confidence: float
    nearness: float
    milliseconds: float
    curated: str = ""
