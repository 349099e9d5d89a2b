"""Who goes first, the search's own passage or that of a curated question; pure, with figures given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.passage import Passage
from index import Hit, SearchResult
from index.confidence import Logistic
from index.curated import CuratedMatch, CuratedQuestion
from index.curated.matcher import Rule
from index.curated.override import SearchAlone, override

NONE = Logistic((), (), (), (), 0.0)
RULE = Rule(NONE, NONE, override=0.7, override_against=0.9)
THRESHOLD = 0.5


def hit(name: str, score: float, rank: int) -> Hit:
    passage = Passage(name, "d", "", "", False, name, 0, "point", 0, 1)
    return Hit(passage, score, rank, {"dense": 0.9})


FOUND = (hit("a", 3.0, 1), hit("b", 2.0, 2), hit("c", 1.0, 3))


def told(
    probability: float,
    passage: str = "b",
    confidence: float = 0.8,
    alone: SearchAlone = SearchAlone("b", 0.0),  # noqa: B008
    ahead: float = 1.0,
    threshold: float = THRESHOLD,
) -> SearchResult:
    match = CuratedMatch(CuratedQuestion("q1", passage, "?"), probability)
    found = (replace(FOUND[0], score=2.0 + ahead), *FOUND[1:])
    result = SearchResult("?", found, confidence, 0.0, 0.0, threshold=threshold)
    known = {one.passage.id: one for one in found}
    return override(
        result,
        match,
        RULE,
        lambda name: known.get(name, hit(name, 0.5, 0)),
        lambda _match: alone,
    )


def ids(result: SearchResult) -> list[str]:
    return [one.passage.id for one in result.hits]


def test_a_weak_match_is_a_part_of_the_score_and_no_more() -> None:
    result = told(0.69)
    assert ids(result) == ["a", "b", "c"]
    assert [one.parts.get("curated") for one in result.hits] == [None, 0.69, None]
    assert (result.confidence, result.curated) == (0.8, "")


def test_where_the_search_would_refuse_a_match_takes_over() -> None:
    result = told(0.7, confidence=0.4)
    assert ids(result) == ["b", "a", "c"]
    assert [one.rank for one in result.hits] == [1, 2, 3]
    assert result.hits[0].score == pytest.approx(3.7)
    assert (result.confidence, result.curated) == (0.7, "q1")


@pytest.mark.parametrize(
    ("probability", "confidence", "expected"),
    [(0.89, 0.6, "a"), (0.9, 0.6, "b"), (0.95, 0.96, "a"), (0.999, 0.9999, "b")],
)
def test_where_the_search_would_answer_the_match_must_be_surer(
    probability: float, confidence: float, expected: str
) -> None:
    assert ids(told(probability, confidence=confidence))[0] == expected


def test_where_the_search_errs_alike_in_the_curated_question_staff_have_the_last_word() -> None:
    assert ids(told(0.75, confidence=0.99, alone=SearchAlone("a", 0.5)))[0] == "b"


def test_a_first_hit_far_ahead_stays_first_unless_it_is_as_far_ahead_for_the_curated_question() -> None:
    assert ids(told(0.95, confidence=0.6, ahead=1.51))[0] == "a"
    assert ids(told(0.75, alone=SearchAlone("a", 2.0), ahead=3.5))[0] == "b"
    assert ids(told(0.75, alone=SearchAlone("a", 2.0), ahead=3.51))[0] == "a"
    assert ids(told(0.999, ahead=9.0))[0] == "b"  # the same text


def test_without_calibration_a_match_must_be_sure_or_the_search_err_alike() -> None:
    assert ids(told(0.8, confidence=0.0, threshold=2.0))[0] == "a"
    assert ids(told(0.9, confidence=0.0, threshold=2.0))[0] == "b"
    assert ids(told(0.8, confidence=0.0, threshold=2.0, alone=SearchAlone("a", 0.5)))[0] == "b"


def test_a_match_that_agrees_with_the_search_makes_it_surer() -> None:
    result = told(0.8, passage="a", confidence=0.3)
    assert (ids(result), result.confidence, result.curated) == (["a", "b", "c"], 0.8, "q1")
    assert told(0.8, passage="a", confidence=0.95).confidence == 0.95


def test_a_passage_that_the_search_did_not_find_comes_in_and_the_last_one_goes() -> None:
    result = told(0.999, passage="z")
    assert ids(result) == ["z", "a", "b"]
    assert result.hits[0].parts == {"dense": 0.9, "curated": 0.999}
