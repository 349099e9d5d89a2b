"""When a curated question's passage goes before what the search found by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.curated.rule import Rule
from index.curated.voice import CuratedMatch
from index.result import Hit, SearchResult

CURATED = "curated"


def with_curated(
    result: SearchResult,
    match: CuratedMatch,
    rule: Rule,
    answer_threshold: float,
    hit_of: Callable[[str], Hit],
    first_for: Callable[[CuratedMatch], str],
) -> SearchResult:
    """Return the result with what the match says: its passage first and sure enough, or a part of its score.

    Where the search would answer by another passage, the match must be surer than the search; unless that is
    the passage which it puts first for the curated question too (`first_for`): then it errs in both alike,
    and staff have said so. An index without calibration (a threshold above 1) never knows whether it would
    answer. `hit_of` gives a passage's hit in this search.
    """
    mine, probability = match.question.passage_id, match.probability
    if probability < rule.take_over or not _wins(result, match, rule, answer_threshold, first_for):
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
    first_for: Callable[[CuratedMatch], str],
) -> bool:
    first = result.hits[0].passage.id if result.hits else ""
    if (
        first == match.question.passage_id
        or match.is_same_text
        or result.confidence < answer_threshold <= 1.0
    ):
        return True
    if match.probability >= rule.take_over_against and match.probability > result.confidence:
        return True
    return first == first_for(match)


def _marked(hit: Hit, probability: float) -> Hit:
    return replace(hit, parts={**hit.parts, CURATED: probability})
