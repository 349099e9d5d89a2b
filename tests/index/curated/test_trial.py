"""What curated questions would spoil is found before they go live."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import CuratedError, Index
from index.curated import CuratedQuestion, CuratedSet
from index.curated.trial import Case, Missed, Spoiled, try_curated
from index.store import Store
from index.vector_cache import VectorCache
from tests.index.toy import CALIBRATION

WHEAT, TUNA, PALMS = "toy/farming/wheat", "toy/fishing/tuna", "toy/farming/palms"


@pytest.fixture
def index(built: Path) -> Index:
    return Index.open(built)


@pytest.fixture
def cache(tmp_path: Path) -> VectorCache:
    return VectorCache(tmp_path / "trials")


def taught(index: Index, *questions: CuratedQuestion) -> Index:
    return index.with_curated(CuratedSet.of(questions, "live", index.encoder, VectorCache()))


def test_a_question_far_from_all_others_spoils_nothing(index: Index, cache: VectorCache) -> None:
    trial = try_curated(index, [CuratedQuestion("1", WHEAT, "9781234567 zzz")], [], cache)
    assert (trial.spoiled, trial.missed, trial.checked) == ((), (), len(CALIBRATION))


def test_a_calibration_question_that_would_lose_its_passage_is_spoiled(
    index: Index, cache: VectorCache
) -> None:
    asked = next(one["question"] for one in CALIBRATION if one.get("passage") == PALMS)
    trial = try_curated(index, [CuratedQuestion("1", TUNA, asked)], [], cache)
    assert Spoiled(asked, expected=PALMS, before=PALMS, after=TUNA, by="1") in trial.spoiled
    assert trial.missed == ()


def test_a_case_that_would_be_answered_by_another_passage_or_answered_at_all_is_spoiled(
    index: Index, cache: VectorCache
) -> None:
    text = "9781234567 zzz"
    proposed = [CuratedQuestion("1", TUNA, text)]
    near = "zzz 9781234567"  # the question model is believed up to a point: a word more is not answered now
    cases = [Case(text, None), Case(near, None), Case(text, WHEAT), Case(text, TUNA)]
    trial = try_curated(index, proposed, cases, cache)
    assert trial.checked == len(CALIBRATION) + 4
    # The very question that is taught is answered from now on; its like is not meant to be.
    assert {(one.text, one.expected, one.after) for one in trial.spoiled} == {
        (near, None, TUNA),
        (text, WHEAT, TUNA),
    }
    assert {one.before for one in trial.spoiled} == {None}


def test_what_is_taught_already_must_go_on_being_answered(index: Index, cache: VectorCache) -> None:
    live = CuratedQuestion("live", WHEAT, "9781234567 zzz")
    trial = try_curated(taught(index, live), [CuratedQuestion("1", TUNA, live.text)], [], cache)
    assert trial.spoiled == (Spoiled(live.text, WHEAT, WHEAT, TUNA, "1"),)
    again = try_curated(taught(index, live), [replace(live, passage_id=TUNA)], [], cache)
    assert again.spoiled == ()  # it is the same question, corrected


def test_a_proposed_question_that_would_not_reach_its_passage_is_named(
    index: Index, cache: VectorCache
) -> None:
    gone = CuratedQuestion("gone", "toy/left", "9781234567 zzz")
    trial = try_curated(index, [gone, CuratedQuestion("blank", TUNA, "🌵")], [], cache)
    assert trial.missed == (Missed("gone", None), Missed("blank", trial.missed[1].after))
    assert trial.spoiled == ()


def test_nothing_proposed_spoils_nothing(index: Index, cache: VectorCache) -> None:
    trial = try_curated(index, [], [Case("ما هو القمح؟", WHEAT)], cache)
    assert (trial.spoiled, trial.missed, trial.checked) == ((), (), len(CALIBRATION) + 1)


def test_an_index_that_kept_no_calibration_questions_says_so(built: Path, cache: VectorCache) -> None:
    index = Index.open(built)
    older = Index(replace(Store.open(built), calibration_set=None), index.encoder)
    with pytest.raises(CuratedError, match="rebuild with 'make index'"):
        try_curated(older, [CuratedQuestion("1", WHEAT, "zzz")], [], cache)
