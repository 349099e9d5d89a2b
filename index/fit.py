"""Fitting what the index judges with; every calibration question is judged by models that never saw it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from encoder import Embedding
from index.calibration import CalibrationQuestion, labels_of
from index.confidence import (
    FULL_FEATURES,
    TEXT_FEATURES,
    Confidence,
    Logistic,
    full_features,
    text_features,
)
from index.errors import CalibrationError
from index.questions import QuestionModel, Reading
from index.searcher import Ranking, Searcher

FOLDS = 5
MAX_REFUSED = 0.03  # share of the answered calibration questions that the threshold may refuse
MIN_QUESTIONS = 2 * FOLDS  # of each label; a model over fewer is chance

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fitted:
    """What fitting gives: both models and the curve measured on held-out questions."""

    questions: QuestionModel
    confidence: Confidence
    curve: dict[str, Any]


def fit(
    searcher: Searcher, questions: Sequence[CalibrationQuestion], embeddings: Sequence[Embedding]
) -> Fitted:
    """Fit the question model and the confidence; CalibrationError when there are too few questions."""
    labels = labels_of(questions)
    _check_counts(labels)
    texts = [question.text for question in questions]
    vectors = np.stack([embedding.vector for embedding in embeddings])
    model = QuestionModel.fit(texts, vectors, labels)
    readings = _held_out_readings(texts, vectors, labels)
    plain = replace(searcher, questions=None)
    by_text = [plain.rank(text, embedding) for text, embedding in zip(texts, embeddings, strict=True)]
    knowing = replace(searcher, questions=model)
    read = [
        knowing.rank(text, embedding, reading)
        for text, embedding, reading in zip(texts, embeddings, readings, strict=True)
    ]
    text_rows = np.array([text_features(text, ranking) for text, ranking in zip(texts, by_text, strict=True)])
    text_model = Logistic.fit(TEXT_FEATURES, text_rows, _first_is_right(searcher, by_text, questions))
    rows = [text_features(text, ranking) for text, ranking in zip(texts, read, strict=True)]
    full_rows = np.array([full_features(text_model, row, r) for row, r in zip(rows, read, strict=True)])
    right = _first_is_right(searcher, read, questions)
    full_model = Logistic.fit(FULL_FEATURES, full_rows, right)
    answered = np.array([question.passage is not None for question in questions])
    near = np.array([question.distance == "near" for question in questions])
    probabilities = np.array([full_model.probability(tuple(row)) for row in full_rows])
    confidence = Confidence(
        text=text_model,
        full=full_model,
        distance=Logistic.fit(TEXT_FEATURES, text_rows[~answered], near[~answered]),
        threshold=float(np.quantile(probabilities[answered], MAX_REFUSED)),
    )
    return Fitted(model, confidence, _curve(probabilities, right, questions, confidence.threshold))


def _check_counts(labels: Sequence[str]) -> None:
    for label in ("near", "far"):
        if labels.count(label) < MIN_QUESTIONS:
            raise CalibrationError(
                f"{labels.count(label)} calibration questions are {label!r}, {MIN_QUESTIONS} are needed"
            )
    passages = sorted(set(labels) - {"near", "far"})
    if not passages:
        raise CalibrationError("no calibration question names a passage that answers it")
    for label in passages:
        if labels.count(label) < FOLDS:
            raise CalibrationError(
                f"{label!r} has {labels.count(label)} calibration questions, needs {FOLDS} or none"
            )


def _held_out_readings(texts: Sequence[str], vectors: Any, labels: Sequence[str]) -> list[Reading]:
    """Read every question by a model fitted on the other folds."""
    from sklearn.model_selection import StratifiedKFold

    readings: dict[int, Reading] = {}
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, labels)
    for seen, held_out in folds:
        model = QuestionModel.fit([texts[i] for i in seen], vectors[seen], [labels[i] for i in seen])
        for place in held_out:
            readings[place] = Reading.of(model.probabilities(texts[place], vectors[place]))
    return [readings[place] for place in range(len(texts))]


def _first_is_right(
    searcher: Searcher, rankings: Sequence[Ranking], questions: Sequence[CalibrationQuestion]
) -> BoolArray:
    firsts = [searcher.passages[ranking.rows[0]].id for ranking in rankings]
    return np.array([first == question.passage for first, question in zip(firsts, questions, strict=True)])


def _curve(
    probabilities: FloatArray, right: BoolArray, questions: Sequence[CalibrationQuestion], threshold: float
) -> dict[str, Any]:
    """Return what was measured on held-out questions, for people to read in the manifest."""
    kinds = np.array([question.distance or "answered" for question in questions])
    answered = kinds == "answered"
    return {
        "questions": {kind: int((kinds == kind).sum()) for kind in ("answered", "near", "far")},
        "first_hit_right": float(right[answered].mean()),
        "answered_right": float((right & (probabilities >= threshold))[answered].mean()),
        "reliability": [_bin(probabilities, right, low / 10) for low in range(10)],
        "refused": [
            {"threshold": value, **_refused(probabilities, kinds, value)}
            for value in sorted({0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, round(threshold, 4)})
        ],
    }


def _bin(probabilities: FloatArray, right: BoolArray, low: float) -> dict[str, Any]:
    inside = (probabilities >= low) & (probabilities < low + 0.1)
    count = int(inside.sum())
    share = float(right[inside].mean()) if count else None
    return {"from": low, "to": round(low + 0.1, 1), "questions": count, "right": share}


def _refused(probabilities: FloatArray, kinds: npt.NDArray[np.str_], threshold: float) -> dict[str, float]:
    return {
        kind: float((probabilities[kinds == kind] < threshold).mean()) for kind in ("answered", "near", "far")
    }
