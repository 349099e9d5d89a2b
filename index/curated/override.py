"""Override: when a curated question's passage goes before what the search found by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.curated.matcher import CuratedMatch, Rule
from index.hit import Hit, SearchResult

CURATED = "curated"
MAX_GAP = 1.5  # of fused scores: a first hit that is farther ahead is there for the query's own words


@dataclass(frozen=True, slots=True)
class SearchAlone:
    """What the search alone finds for a curated question: its first hit, how far ahead of the curated one."""

    first: str
    gap: float


def override(
    result: SearchResult,
    match: CuratedMatch,
    rule: Rule,
    hit_of: Callable[[str], Hit],
    search_alone: Callable[[CuratedMatch], SearchAlone],
) -> SearchResult:
    """Return the result with the match's passage put first, or with the match as a part of its score.

    Where the search would answer by another passage, the match must be sure, surer than the search, and its
    passage close behind. Or the search finds that same other passage for the curated question too
    (`search_alone`), which staff have said is wrong. An index without confidence (a threshold above 1) never
    knows whether it would answer. `hit_of` gives a passage's hit in this search.
    """
    mine, probability = match.question.passage_id, match.probability
    gap = result.hits[0].score - hit_of(mine).score
    if probability < rule.override or not _wins(result, match, rule, gap, search_alone):
        hits = tuple(_marked(hit, probability) if hit.passage.id == mine else hit for hit in result.hits)
        return replace(result, hits=hits)
    others = [hit for hit in result.hits if hit.passage.id != mine]
    hit = _marked(hit_of(mine), probability)
    score = max([hit.score, *(other.score for other in others[:1])]) + probability
    ordered = [replace(hit, score=score), *others][: max(len(result.hits), 1)]
    hits = tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1))
    confidence = max(probability, result.confidence if others == list(result.hits[1:]) else 0.0)
    threshold = min(result.threshold, rule.override)
    return replace(
        result,
        hits=hits,
        confidence=confidence,
        threshold=threshold,
        curated=match.question.id,
        answering=result.answering if hits[0].passage.id == result.hits[0].passage.id else (),
    )


def _wins(
    result: SearchResult,
    match: CuratedMatch,
    rule: Rule,
    gap: float,
    search_alone: Callable[[CuratedMatch], SearchAlone],
) -> bool:
    first = result.hits[0].passage.id
    if (
        first == match.question.passage_id
        or match.is_same_text
        or result.confidence < result.threshold <= 1.0
    ):
        return True
    if (
        match.probability >= rule.override_against
        and match.probability > result.confidence
        and gap <= MAX_GAP
    ):
        return True
    alone = search_alone(match)
    return first == alone.first and gap <= alone.gap + MAX_GAP


def _marked(hit: Hit, probability: float) -> Hit:
    return replace(hit, parts={**hit.parts, CURATED: probability})
