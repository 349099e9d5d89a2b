"""The probabilities by hand, and the models' way through JSON."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest

from index.confidence import (
    FULL_FEATURES,
    MOST_LOG_ODDS,
    MOST_WRONG_ANSWERS,
    READ_FEATURES,
    TEXT_FEATURES,
    WRONG_ANSWERS,
    Confidence,
    Judge,
    Logistic,
    full_features,
    text_features,
)
from index.question_model import QuestionScores
from index.searcher import Ranking
from reader import Reading

TWO = Logistic(features=("a", "b"), means=(1.0, 2.0), scales=(2.0, 4.0), weights=(0.5, -1.0), bias=0.25)
TEXT = Logistic(
    TEXT_FEATURES, (0.8, 0.3, 0.2, 0.1, 0.0), (0.04, 0.1, 0.2, 0.3, 1.0), (2.0, 0.5, 1.0, -1.0, 0.0), -1.0
)
FULL = Logistic(FULL_FEATURES, (0.0,) * 4, (1.0, 2.0, 4.0, 8.0), (1.0, 1.0, 1.0, -1.0), 0.5)
FAR = Logistic(TEXT_FEATURES, (0.0,) * 5, (1.0,) * 5, (1.0, 0.0, 0.0, 0.0, 0.0), 0.0)
FALLING = tuple(1.0 - bearable / 100 for bearable in range(MOST_WRONG_ANSWERS + 1))
LOWER = tuple(one / 2 for one in FALLING)
JUDGE = Confidence(text=Judge(TEXT, FALLING), full=Judge(FULL, LOWER), distance=FAR)


def logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def ranking(question_scores: QuestionScores | None = None, **parts: float) -> Ranking:
    """A ranking of two, of which the second matters for the lead alone."""
    columns = {name: np.array([value, 9.0], dtype=np.float32) for name, value in parts.items()}
    return Ranking(np.array([4, 2]), np.array([1.0, 0.0], dtype=np.float32), columns, question_scores)


def test_a_probability_is_the_logistic_of_the_weighted_standardized_features() -> None:
    # .25 + .5·(3 - 1)/2 - 1·(6 - 2)/4 = -.25
    assert TWO.log_odds((3.0, 6.0)) == pytest.approx(-0.25)
    assert TWO.probability((3.0, 6.0)) == pytest.approx(0.437823, abs=1e-6)
    assert TWO.probability((1e9, 0.0)) == pytest.approx(1.0)
    assert 0 <= TWO.probability((-1e9, 0.0)) < 1e-20


def test_fitting_finds_the_features_that_tell() -> None:
    rows = np.array([[x, y] for x in (0.0, 1.0, 2.0, 3.0) for y in (5.0, -5.0)])
    fitted = Logistic.fit(("tells", "does_not"), rows, rows[:, 0] > 1.5)
    assert fitted.means == (1.5, 0.0)
    assert fitted.scales == pytest.approx((math.sqrt(1.25), 5.0))
    assert fitted.weights[0] > 1.0
    assert fitted.weights[1] == pytest.approx(0.0, abs=1e-6)
    assert fitted.probability((0.0, 5.0)) < 0.1 < 0.9 < fitted.probability((3.0, 5.0))


def test_a_feature_that_never_varies_does_not_divide_by_zero() -> None:
    rows = np.array([[0.0, 7.0], [1.0, 7.0], [2.0, 7.0], [3.0, 7.0]])
    assert Logistic.fit(("a", "b"), rows, rows[:, 0] > 1.5).probability((3.0, 7.0)) > 0.8


def test_text_features_are_of_the_first_hit() -> None:
    found = TEXT.row(text_features("شغل", ranking(dense=0.9, tokens=0.4, words=4.5)))
    assert found == pytest.approx((0.9, 0.4, 4.5 / 6, 0.0, -8.6))  # six grams: 3 of 3, 2 of 4, 1 of 5
    alone = TEXT.row(text_features("jobs", ranking(dense=0.9, tokens=0.4)))
    assert alone == pytest.approx((0.9, 0.4, 0.0, 1.0, -8.6))
    assert TEXT.row(text_features("", ranking(dense=0.5, tokens=0.0))) == (0.5, 0.0, 0.0, 1.0, -9.0)


def test_the_lead_of_the_tokens_is_over_the_best_of_the_others() -> None:
    tokens = {"dense": np.ones(3, np.float32), "tokens": np.array([0.7, 0.2, 0.6], np.float32)}
    found = Ranking(np.array([4, 2, 1]), np.zeros(3, np.float32), tokens, None)
    assert text_features("jobs", found)["tokens_lead"] == pytest.approx(0.1)
    alone = Ranking(np.array([4]), np.zeros(1, np.float32), {"tokens": np.ones(1, np.float32)}, None)
    assert text_features("jobs", alone)["tokens_lead"] == 0.0


def test_what_was_read_has_the_readers_say_and_its_lead_over_the_others_read() -> None:
    found = replace(ranking(dense=0.9, tokens=0.4), readings={4: Reading(2.5, ()), 2: Reading(-1.0, ())})
    features = text_features("jobs", found)
    assert (features["reader"], features["reader_lead"]) == (2.5, 3.5)
    assert set(READ_FEATURES) == set(features)
    alone = text_features("jobs", replace(found, readings={4: Reading(-3.0, ())}))
    assert (alone["reader"], alone["reader_lead"]) == (-3.0, 0.0)
    assert "reader" not in text_features("jobs", replace(found, readings={2: Reading(-1.0, ())}))


def test_thresholds_let_through_no_more_of_the_unanswered_than_is_bearable() -> None:
    unanswered = np.linspace(0.0, 1.0, 101)
    judge = Judge.of(TWO, np.empty(0), unanswered)
    for bearable in (0, 5, 12, 25, 50):
        let_through = (unanswered > judge.thresholds[bearable]).mean()
        assert let_through == pytest.approx(bearable / 100, abs=0.011)
    sure = Judge.of(TWO, np.linspace(0.5, 1.0, 101), unanswered)
    assert all(one >= other for one, other in zip(sure.thresholds, judge.thresholds, strict=True))
    assert list(sure.thresholds) == sorted(sure.thresholds, reverse=True)
    assert sure.thresholds[WRONG_ANSWERS["generous"]] > 0.5  # some of the answered may always be refused


def test_without_example_questions_the_text_judges() -> None:
    found = ranking(dense=0.88, tokens=0.5)
    # -1 + 2·.08/.04 + .5·.2/.1 + 1·(0 - .2)/.2 - 1·(1 - .1)/.3
    expected = logistic(-1 + 4 + 1 - 1 - 3)
    judged = JUDGE.that_first_answers("jobs", found, False, 12)
    assert judged == pytest.approx((expected, 0.88), abs=1e-5)
    read = ranking(QuestionScores({"toy/a": 0.9}, 0.05, 0.05), dense=0.88, tokens=0.5, questions=0.1)
    assert JUDGE.that_first_answers("jobs", read, False, 12) == pytest.approx(judged, abs=1e-5)


def test_with_them_both_judge_together() -> None:
    scores = QuestionScores({"toy/a": 0.7, "toy/b": 0.2}, 0.06, 0.04, other_subject=4.0)
    read = ranking(scores, dense=0.88, tokens=0.5, questions=0.7)
    text = TEXT.log_odds(TEXT.row(text_features("jobs", read)))
    row = (text, math.log(0.9 / 0.1), math.log(0.7 / 0.3), 4.0)
    assert full_features(text, read) == pytest.approx(row, abs=1e-5)
    expected = logistic(0.5 + text + row[1] / 2 + row[2] / 4 - row[3] / 8)
    judged = JUDGE.that_first_answers("jobs", read, True, 12)
    assert judged == pytest.approx((expected, 0.44), abs=1e-5)


def test_the_question_model_is_believed_up_to_a_point_and_its_own_subject_is_no_reason_to_answer() -> None:
    def features(questions: float, other: float) -> tuple[float, ...]:
        scores = QuestionScores({"toy/a": questions}, 1.0 - questions, 0.0, other)
        return full_features(1.5, ranking(scores, dense=0.8, questions=questions))

    assert features(0.9999, -7.0) == (1.5, MOST_LOG_ODDS, MOST_LOG_ODDS, 0.0)
    assert features(0.9999, 7.0)[3] == 7.0
    unlikely = math.log(0.01 / 0.99)
    assert features(0.01, 0.0) == pytest.approx((1.5, unlikely, unlikely, 0.0), abs=1e-4)


def test_nearness_is_the_readings_share_else_the_texts_judgement() -> None:
    read = ranking(QuestionScores({"toy/a": 0.6}, near=0.3, far=0.1), dense=0.5, tokens=0.0)
    assert JUDGE.that_near("jobs", read, True) == pytest.approx(0.75)
    assert JUDGE.that_near("jobs", read, False) == pytest.approx(0.75)
    assert JUDGE.that_near("jobs", ranking(dense=0.5, tokens=0.0), True) == pytest.approx(logistic(0.5))
    empty = ranking(QuestionScores({"toy/a": 1.0}, near=0.0, far=0.0), dense=0.5, tokens=0.0)
    assert JUDGE.that_near("jobs", empty, True) == pytest.approx(logistic(0.5))


def test_the_models_go_through_json_and_back() -> None:
    assert Confidence.from_json(json.loads(json.dumps(JUDGE.to_json()))) == JUDGE
    alone = replace(JUDGE, full=None)
    assert Confidence.from_json(json.loads(json.dumps(alone.to_json()))) == alone


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"distance": {"features": ["a"], "means": [1], "scales": [1], "weights": [1]}},
        {"distance": {"features": ["a"], "means": [1], "scales": [1], "weights": [1, 2], "bias": 0}},
        {"distance": {"features": ["a"], "means": ["x"], "scales": [1], "weights": [1], "bias": 0}},
        {"full": {"model": None, "thresholds": []}},
        {"full": {**asdict(Judge(FULL, LOWER)), "thresholds": [0.5]}},
    ],
)
def test_another_form_is_refused_when_read_not_when_asked(change: dict[str, Any]) -> None:
    fields = {**json.loads(json.dumps(JUDGE.to_json())), **change}
    with pytest.raises((KeyError, TypeError, ValueError)):
        Confidence.from_json(fields)
