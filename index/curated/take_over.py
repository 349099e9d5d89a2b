"""When a curated question's passage goes before what the search found by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.curated.rule import Rule
from index.curated.voice import CuratedMatch
from index.result import Hit, SearchResult

CURATED = "curated"
MAX_GAP = 1.5  # of fused scores: a first hit that is farther ahead is there for the query's own words


@dataclass(frozen=True, slots=True)
class Alone:
    """What the search alone makes of a curated question: its first hit, how far ahead of the taught one."""

    first: str
    gap: float


def with_curated(
    result: SearchResult,
    match: CuratedMatch,
    rule: Rule,
    answer_threshold: float,
    hit_of: Callable[[str], Hit],
    alone: Callable[[CuratedMatch], Alone],
) -> SearchResult:
    """Return the result with what the match says: its passage first and sure enough, or a part of its score.

    Where the search would answer by another passage, the match must be sure, surer than the search, and its
    passage close behind; unless the search errs in the curated question alike (`alone`), for there staff have
    said so. An index without calibration (a threshold above 1) never knows whether it would answer.
    `hit_of` gives a passage's hit in this search.
    """
    mine, probability = match.question.passage_id, match.probability
    gap = result.hits[0].score - hit_of(mine).score
    if probability < rule.take_over or not _wins(result, match, rule, answer_threshold, gap, alone):
        hits = tuple(_marked(hit, probability) if hit.passage.id == mine else hit for hit in result.hits)
        return replace(result, hits=hits)
    others = [hit for hit in result.hits if hit.passage.id != mine]
    hit = _marked(hit_of(mine), probability)
    score = max([hit.score, *(other.score for other in others[:1])]) + probability
    ordered = [replace(hit, score=score), *others][: max(len(result.hits), 1)]
    hits = tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1))
    confidence = max(probability, result.confidence if others == list(result.hits[1:]) else 0.0)
    return replace(result, hits=hits, confidence=confidence, curated=match.question.id)


def _wins(
    result: SearchResult,
    match: CuratedMatch,
    rule: Rule,
    answer_threshold: float,
    gap: float,
    alone: Callable[[CuratedMatch], Alone],
) -> bool:
    first = result.hits[0].passage.id
    if (
        first == match.question.passage_id
        or match.is_same_text
        or result.confidence < answer_threshold <= 1.0
    ):
        return True
    if (
        match.probability >= rule.take_over_against
        and match.probability > result.confidence
        and gap <= MAX_GAP
    ):
        return True
    taught = alone(match)
    return first == taught.first and gap <= taught.gap + MAX_GAP


def _marked(hit: Hit, probability: float) -> Hit:
    return replace(hit, parts={**hit.parts, CURATED: probability})
