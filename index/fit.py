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
from index.curve import ANSWERED, measured_curve
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
    unread = _rank_all(replace(searcher, questions=None), texts, embeddings, [None] * len(texts))
    readings = _held_out_readings(texts, vectors, labels)
    read = _rank_all(replace(searcher, questions=model), texts, embeddings, readings)
    text_rows = _text_rows(texts, unread)
    text = Logistic.fit(TEXT_FEATURES, text_rows, _first_is_right(searcher, unread, questions))
    pairs = zip(_text_rows(texts, read), read, strict=True)
    full_rows = np.array([full_features(text, row, ranking) for row, ranking in pairs])
    right = _first_is_right(searcher, read, questions)
    full = Logistic.fit(FULL_FEATURES, full_rows, right)
    probabilities = np.array([full.probability(row) for row in full_rows])
    kinds = np.array([question.distance or ANSWERED for question in questions])
    unanswered = kinds != ANSWERED
    distance = Logistic.fit(TEXT_FEATURES, text_rows[unanswered], kinds[unanswered] == "near")
    threshold = float(np.quantile(probabilities[~unanswered], MAX_REFUSED))
    confidence = Confidence(text, full, distance, threshold)
    return Fitted(model, confidence, measured_curve(probabilities, right, kinds, threshold))


def _rank_all(
    searcher: Searcher,
    texts: Sequence[str],
    embeddings: Sequence[Embedding],
    readings: Sequence[Reading | None],
) -> list[Ranking]:
    triples = zip(texts, embeddings, readings, strict=True)
    return [searcher.rank(text, embedding, reading) for text, embedding, reading in triples]


def _text_rows(texts: Sequence[str], rankings: Sequence[Ranking]) -> FloatArray:
    """Return TEXT_FEATURES of each ranking, float64 of shape (questions, features)."""
    return np.array([text_features(text, ranking) for text, ranking in zip(texts, rankings, strict=True)])


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
    right = np.array([first == question.passage for first, question in zip(firsts, questions, strict=True)])
    if not right.any():
        raise CalibrationError(
            "no calibration question finds its passage first; do questions and encoder fit the sources?"
        )
    return right
