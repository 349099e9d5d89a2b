"""Fitting the question model and the confidence on the calibration set.

Every calibration question is judged by models that never saw it; the curve says what they measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from encoder import Embedding
from index.calibration_set import (
    EXCERPT_WEIGHT,
    OTHER_SUBJECT,
    CalibrationQuestion,
    Excerpt,
    labels_of,
)
from index.confidence import (
    FULL_FEATURES,
    TEXT_FEATURES,
    WRONG_ANSWERS,
    Confidence,
    Judge,
    Logistic,
    full_features,
    text_features,
)
from index.errors import CalibrationError
from index.other_subjects import Swapped
from index.question_model import UNANSWERED, QuestionModel, QuestionScores
from index.reading import HitReader
from index.searcher import Ranking, Searcher
from index.transfer import TransferredConfidence

FOLDS = 5
MIN_QUESTIONS = 2 * FOLDS  # of each label; a model over fewer is chance

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]

ANSWERED = "answered"
KINDS = (ANSWERED, *UNANSWERED)
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

Kinds = npt.NDArray[np.str_]
_NONE = np.empty(0)


@dataclass(frozen=True)
class Fitted:
    """What fitting gives: the question model, the confidence, and the curve measured on held-out questions.

    `read` judges where the reader has read; None without a reader.
    """

    questions: QuestionModel
    confidence: Confidence
    read: Confidence | None
    curve: dict[str, Any]


@dataclass(frozen=True)
class Examples:
    """What a question model learns from; `vectors` is float32 of shape (texts, dimensions)."""

    texts: list[str]
    vectors: Any
    labels: list[str]

    def of(self, places: Sequence[int]) -> "Examples":
        """Return the examples at these places."""
        picked = list(places)
        texts, labels = [self.texts[at] for at in picked], [self.labels[at] for at in picked]
        return Examples(texts, self.vectors[picked], labels)

    def joined(self, others: "Examples") -> "Examples":
        """Return these examples and others."""
        if not others.texts:
            return self
        vectors = np.concatenate([self.vectors, others.vectors])
        return Examples(self.texts + others.texts, vectors, self.labels + others.labels)

    def learned_with(self, excerpts: "Examples") -> QuestionModel:
        """Fit a model of these questions and, weighing less, the excerpts."""
        weights = [1.0] * len(self.texts) + [EXCERPT_WEIGHT] * len(excerpts.texts)
        every = self.joined(excerpts)
        return QuestionModel.fit(every.texts, every.vectors, every.labels, weights)


def fit(
    searcher: Searcher,
    questions: Sequence[CalibrationQuestion],
    embeddings: Sequence[Embedding],
    excerpts: Sequence[tuple[Excerpt, Embedding]] = (),
    swapped: Sequence[tuple[Swapped, Embedding]] = (),
    transferred: TransferredConfidence | None = None,
    reader: HitReader | None = None,
) -> Fitted:
    """Fit the question model and the confidence; CalibrationError when there are too few questions.

    The text's judge is the transferred one; without it (another encoder) it is fitted on these questions too.
    """
    labels = labels_of(questions)
    _check_counts(labels)
    asked = _examples([question.text for question in questions], embeddings, labels)
    made = _examples(
        [one.text for one, _ in swapped], [one for _, one in swapped], [OTHER_SUBJECT] * len(swapped)
    )
    quoted = _examples(
        [one.text for one, _ in excerpts],
        [one for _, one in excerpts],
        [one.passage for one, _ in excerpts],
    )
    every, embedded = asked.joined(made), [*embeddings, *(one for _, one in swapped)]
    model = every.learned_with(quoted)
    held_out = _held_out_scores(asked, made, [one for one, _ in swapped], quoted)
    ranked = _rank_all(replace(searcher, questions=model), every.texts, embedded, held_out)
    if transferred is None:
        alone = _rank_all(replace(searcher, questions=None), asked.texts, embeddings, [None] * len(questions))
        base = _fit_text(searcher, asked, alone)
    else:
        base = transferred.unread
    confidence, curve = _fit_full(base, searcher, every, ranked)
    if reader is None or transferred is None:
        return Fitted(model, confidence, None, curve)
    pairs = tqdm(zip(ranked, embedded, strict=True), "reading", len(ranked), unit="question")
    read_through = [reader.read(ranking, embedding) for ranking, embedding in pairs]
    read, curve = _fit_full(transferred.read, searcher, every, read_through)
    return Fitted(model, confidence, read, curve)


def _examples(texts: list[str], embeddings: Sequence[Embedding], labels: list[str]) -> Examples:
    vectors = np.array([embedding.vector for embedding in embeddings], dtype=np.float32)
    return Examples(texts, vectors, labels)


def _fit_text(searcher: Searcher, asked: Examples, rankings: Sequence[Ranking]) -> Confidence:
    """Fit the text's judge and the distance on the owner's own questions."""
    pairs = zip(asked.texts, rankings, strict=True)
    features = [text_features(text, ranking) for text, ranking in pairs]
    rows = np.array([[row[name] for name in TEXT_FEATURES] for row in features])
    kinds = _kinds(asked)
    unanswered = kinds != ANSWERED
    text = Logistic.fit(TEXT_FEATURES, rows, _first_is_right(searcher, rankings, asked))
    distance = Logistic.fit(TEXT_FEATURES, rows[unanswered], kinds[unanswered] == "near")
    probabilities = np.array([text.probability(row) for row in rows])
    return Confidence(Judge.of(text, _NONE, probabilities[unanswered]), None, distance)


def _fit_full(
    base: Confidence, searcher: Searcher, asked: Examples, rankings: Sequence[Ranking]
) -> tuple[Confidence, dict[str, Any]]:
    """Fit the judge that joins the text's verdict with the question model's; return it with its curve."""
    model = base.text.model
    rows = [
        full_features(model.log_odds(model.row(text_features(text, ranking))), ranking)
        for text, ranking in zip(asked.texts, rankings, strict=True)
    ]
    right = _first_is_right(searcher, rankings, asked)
    full = Logistic.fit(FULL_FEATURES, np.array(rows), right)
    probabilities = np.array([full.probability(row) for row in rows])
    kinds = _kinds(asked)
    answered = kinds == ANSWERED
    judge = Judge.of(full, probabilities[answered], probabilities[~answered])
    threshold = judge.thresholds[WRONG_ANSWERS["balanced"]]
    return replace(base, full=judge), measured_curve(probabilities, right, kinds, threshold)


def _kinds(asked: Examples) -> Kinds:
    return np.array([label if label in UNANSWERED else ANSWERED for label in asked.labels])


def _rank_all(
    searcher: Searcher,
    texts: Sequence[str],
    embeddings: Sequence[Embedding],
    scores: Sequence[QuestionScores | None],
) -> list[Ranking]:
    triples = zip(texts, embeddings, scores, strict=True)
    return [searcher.rank(text, embedding, of_questions) for text, embedding, of_questions in triples]


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


def _held_out_scores(
    asked: Examples, made: Examples, swapped: Sequence[Swapped], quoted: Examples
) -> list[QuestionScores]:
    """Judge every question by a model that was fitted without it.

    A question is held out with what was made of it, a question about another subject with all that are about
    that subject. Excerpts, which nobody asked, are in every model.
    """
    from sklearn.model_selection import StratifiedKFold

    scores: dict[int, QuestionScores] = {}
    subjects = sorted({one.subject for one in swapped})
    fold_of = {subject: number % FOLDS for number, subject in enumerate(subjects)}
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(asked.texts, asked.labels)
    for fold, (seen, held_out) in enumerate(folds):
        out = set(held_out.tolist())
        known = [
            place
            for place, one in enumerate(swapped)
            if one.origin not in out and fold_of[one.subject] != fold
        ]
        model = asked.of(seen).joined(made.of(known)).learned_with(quoted)
        for place in held_out:
            scores[place] = QuestionScores.of(model.probabilities(asked.texts[place], asked.vectors[place]))
        for place, one in enumerate(swapped):
            if fold_of[one.subject] == fold:
                found = model.probabilities(made.texts[place], made.vectors[place])
                scores[len(asked.texts) + place] = QuestionScores.of(found)
    return [scores[place] for place in range(len(asked.texts) + len(swapped))]


def _first_is_right(searcher: Searcher, rankings: Sequence[Ranking], asked: Examples) -> BoolArray:
    firsts = [searcher.passages[ranking.rows[0]].id for ranking in rankings]
    right = np.array([first == label for first, label in zip(firsts, asked.labels, strict=True)])
    if not right.any():
        raise CalibrationError(
            "no calibration question finds its passage first; do questions and encoder fit the sources?"
        )
    return right


def measured_curve(
    probabilities: FloatArray, right: BoolArray, kinds: Kinds, threshold: float
) -> dict[str, Any]:
    """Return counts, the share answered rightly, reliability by tenths, and refusals by threshold.

    `probabilities` that the first hit answers, `right` whether it is the passage asked for, and `kinds` (one
    of KINDS) have one entry a question.
    """
    answered = kinds == ANSWERED
    return {
        "questions": {kind: int((kinds == kind).sum()) for kind in KINDS},
        "first_hit_right": float(right[answered].mean()),
        "answered_right": float((right & (probabilities >= threshold))[answered].mean()),
        "reliability": [_bin(probabilities, right, tenth / 10) for tenth in range(10)],
        "refused": [
            {"threshold": value, **_refused(probabilities, kinds, value)}
            for value in sorted({*THRESHOLDS, round(threshold, 4)})
        ],
    }


def _bin(probabilities: FloatArray, right: BoolArray, low: float) -> dict[str, Any]:
    inside = (probabilities >= low) & (probabilities < low + 0.1)
    count = int(inside.sum())
    share = float(right[inside].mean()) if count else None
    return {"from": low, "to": round(low + 0.1, 1), "questions": count, "right": share}


def _refused(probabilities: FloatArray, kinds: Kinds, threshold: float) -> dict[str, float]:
    held = [kind for kind in KINDS if (kinds == kind).any()]
    return {kind: float((probabilities[kinds == kind] < threshold).mean()) for kind in held}
