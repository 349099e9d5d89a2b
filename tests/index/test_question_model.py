"""The model over example questions: scikit-learn's own probabilities, without scikit-learn."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from index.gram_counts import grams
from index.question_model import QuestionModel, QuestionScores

TEXTS = [
    "كيف توفر مناصب الشغل",
    "هل توفر الشغل للشباب",
    "ما دورها في مناصب الشغل",
    "كيف تزيد الادخار",
    "ما أثرها في الادخار",
    "هل يزيد الادخار معها",
    "كم ضريبة الدخل",
    "كيف أدفع ضريبة الدخل",
    "ما نسبة الضريبة",
]
LABELS = ["jobs"] * 3 + ["saving"] * 3 + ["near"] * 3
NEW = ["هل الشغل متوفر", "الادخار", "ضرائب", "", "غير ذلك", "الشغل الشغل الشغل"]


def vectors(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 6)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def sklearn_probabilities(labels: list[str]) -> np.ndarray:
    """Fit the same thing with the library's own parts and predict the new texts."""
    counted = TfidfVectorizer(analyzer=grams, min_df=2, sublinear_tf=True)
    seen = hstack([counted.fit_transform(TEXTS), csr_matrix(vectors(len(TEXTS), 0) * 2.0)])
    model = LogisticRegression(C=30.0, max_iter=1000, class_weight="balanced").fit(seen, labels)
    new = hstack([counted.transform(NEW), csr_matrix(vectors(len(NEW), 1) * 2.0)])
    return model.predict_proba(new)


def probabilities(model: QuestionModel) -> np.ndarray:
    rows = [
        list(model.probabilities(text, vector).values())
        for text, vector in zip(NEW, vectors(len(NEW), 1), strict=True)
    ]
    return np.array(rows)


@pytest.mark.parametrize("labels", [LABELS, ["one", "two", "one"] * 3], ids=["three", "two"])
def test_probabilities_are_scikit_learns(labels: list[str]) -> None:
    model = QuestionModel.fit(TEXTS, vectors(len(TEXTS), 0), labels)
    assert model.labels == tuple(sorted(set(labels)))
    np.testing.assert_allclose(probabilities(model), sklearn_probabilities(labels), atol=2e-3)
    np.testing.assert_allclose(probabilities(model).sum(axis=1), 1.0, atol=1e-6)


def test_a_question_is_like_the_questions_it_shares_words_with() -> None:
    model = QuestionModel.fit(TEXTS, vectors(len(TEXTS), 0), LABELS)
    nowhere = np.zeros(6, dtype=np.float32)
    for text, label in (("الشغل", "jobs"), ("ادخار", "saving"), ("الضريبة", "near")):
        found = model.probabilities(text, nowhere)
        assert max(found, key=found.__getitem__) == label


def test_only_grams_that_two_questions_share_are_kept() -> None:
    model = QuestionModel.fit(TEXTS, vectors(len(TEXTS), 0), LABELS)
    assert " شغل" not in model.gram_rows
    assert "لشغل" in model.gram_rows
    assert "نسب" not in model.gram_rows
    row = model.gram_rows["لشغل"]
    assert model.idf[row] == pytest.approx(math.log(10 / 4) + 1)
    assert model.weights.shape == (len(model.gram_rows) + 6, 3)


def test_fitting_twice_gives_the_same_model() -> None:
    first, second = (QuestionModel.fit(TEXTS, vectors(len(TEXTS), 0), LABELS) for _ in range(2))
    np.testing.assert_array_equal(first.weights, second.weights)
    np.testing.assert_array_equal(first.bias, second.bias)


def test_what_is_saved_gives_equal_probabilities_when_opened(tmp_path: Path) -> None:
    model = QuestionModel.fit(TEXTS, vectors(len(TEXTS), 0), LABELS)
    model.save(tmp_path)
    opened = QuestionModel.open(tmp_path)
    assert (opened.labels, opened.gram_rows) == (model.labels, model.gram_rows)
    np.testing.assert_array_equal(probabilities(opened), probabilities(model))
    assert str(tmp_path / "question_weights.npy") in Path("/proc/self/maps").read_text(encoding="utf-8")


def test_a_reading_parts_passages_from_what_is_not_answered() -> None:
    question_scores = QuestionScores.of({"far": 0.05, "near": 0.15, "toy/a": 0.6, "toy/b": 0.2})
    assert question_scores == QuestionScores({"toy/a": 0.6, "toy/b": 0.2}, near=0.15, far=0.05)
    assert question_scores.answered_log_odds == pytest.approx(math.log(0.8 / 0.2))


def test_the_log_odds_of_a_reading_are_bounded() -> None:
    assert QuestionScores({"toy/a": 1.0}, 0.0, 0.0).answered_log_odds == pytest.approx(13.8155, abs=1e-3)
    assert QuestionScores({}, 0.5, 0.5).answered_log_odds == pytest.approx(-13.8155, abs=1e-3)
