"""Fitting the question model and the confidence on the calibration set.

Every calibration question is judged by models that never saw it; the curve says what they measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from tqdm import tqdm

from encoder import Embedding
from index.calibration_set import (
    DISTANCES,
    EXCERPT_WEIGHT,
    CalibrationQuestion,
    Excerpt,
    labels_of,
)
from index.confidence import (
    FULL_FEATURES,
    LEVELS,
    WRONG_ANSWERS,
    Confidence,
    Judge,
    Logistic,
    full_features,
    text_features,
)
from index.curve import ANSWERED, OTHER_SUBJECT, UNANSWERED, BoolArray, Kinds, measured_curve
from index.errors import CalibrationError
from index.question_model import QuestionModel, QuestionScores
from index.reading import HitReader
from index.searcher import Ranking, Searcher
from index.subject_model import OtherSubjects, SubjectModel
from index.transfer import TransferredConfidence

FOLDS = 5
MIN_QUESTIONS = 2 * FOLDS  # of each label; a model over fewer is chance

_NONE = np.empty(0)


@dataclass(frozen=True)
class Fitted:
    """What fitting gives: the question model, the confidence, and the curve measured on held-out questions.

    `subject` is None without questions about other subjects; `read` judges where the reader has read, None
    without a reader.
    """

    questions: QuestionModel
    subject: SubjectModel | None
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
    others: OtherSubjects | None = None,
    transferred: TransferredConfidence | None = None,
    reader: HitReader | None = None,
) -> Fitted:
    """Fit the question model and the confidence; CalibrationError when there are too few questions.

    The text's judge is the transferred one; without it (another encoder) it is fitted on these questions too.
    """
    labels = labels_of(questions)
    _check_counts(labels)
    asked = _examples([question.text for question in questions], embeddings, labels)
    quoted = _examples(
        [one.text for one, _ in excerpts],
        [one for _, one in excerpts],
        [one.passage for one, _ in excerpts],
    )
    model = asked.learned_with(quoted)
    answered = {place: embeddings[place] for place, label in enumerate(labels) if label not in DISTANCES}
    subject = None if others is None else others.learned(range(len(others.swapped)), answered)
    every, embedded = asked, list(embeddings)
    if others is not None:
        texts = [others.swapped[place].text for place in others.judged]
        embedded += [others.embeddings[place] for place in others.judged]
        every = asked.joined(_examples(texts, embedded[len(asked.texts) :], [OTHER_SUBJECT] * len(texts)))
    held_out = _held_out_scores(every, asked, embedded, quoted, others)
    ranked = _rank_all(replace(searcher, questions=model), every.texts, embedded, held_out)
    if transferred is None:
        alone = _rank_all(replace(searcher, questions=None), asked.texts, embeddings, [None] * len(questions))
        base = _fit_text(searcher, asked, alone)
    else:
        base = transferred.unread
    confidence, curve = _fit_full(base, searcher, every, ranked)
    if reader is None or transferred is None:
        return Fitted(model, subject, confidence, None, curve)
    pairs = tqdm(zip(ranked, embedded, strict=True), "reading", len(ranked), unit="question")
    read_through = [reader.read(ranking, embedding) for ranking, embedding in pairs]
    read, curve = _fit_full(transferred.read, searcher, every, read_through)
    return Fitted(model, subject, confidence, read, curve)


def _examples(texts: list[str], embeddings: Sequence[Embedding], labels: list[str]) -> Examples:
    vectors = np.array([embedding.vector for embedding in embeddings], dtype=np.float32)
    return Examples(texts, vectors, labels)


def _fit_text(searcher: Searcher, asked: Examples, rankings: Sequence[Ranking]) -> Confidence:
    """Fit the text's judge and the distance on the owner's own questions.

    By the levels alone: a lead, learnt of the questions of one subject, answers what is like nothing at all.
    """
    pairs = zip(asked.texts, rankings, strict=True)
    features = [text_features(text, ranking) for text, ranking in pairs]
    rows = np.array([[row[name] for name in LEVELS] for row in features])
    kinds = _kinds(asked)
    unanswered = kinds != ANSWERED
    text = Logistic.fit(LEVELS, rows, _first_is_right(searcher, rankings, asked))
    distance = Logistic.fit(LEVELS, rows[unanswered], kinds[unanswered] == "near")
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
    every: Examples,
    asked: Examples,
    embeddings: Sequence[Embedding],
    quoted: Examples,
    others: OtherSubjects | None,
) -> list[QuestionScores]:
    """Judge every question by models that were fitted without it; excerpts are in every model.

    embeddings: of every question; those asked come first, then those about other subjects that are judged.

    A question is held out with what was made of it, a question about another subject with all about that one.
    """
    from sklearn.model_selection import StratifiedKFold

    scores: dict[int, QuestionScores] = {}
    swapped = [] if others is None else others.swapped
    judged = [] if others is None else [others.swapped[place] for place in others.judged]
    names = sorted({one.subject for one in swapped})
    subjects = {name: number % FOLDS for number, name in enumerate(names)}
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(asked.texts, asked.labels)
    for fold, (seen, held_out) in enumerate(folds):
        out = set(held_out.tolist())
        model = asked.of(seen).learned_with(quoted)
        subject = None
        if others is not None:
            known = [
                place
                for place, one in enumerate(swapped)
                if one.origin not in out and subjects[one.subject] != fold
            ]
            answered = {
                place: embeddings[place] for place in seen.tolist() if asked.labels[place] not in DISTANCES
            }
            subject = others.learned(known, answered)
        of_fold = [
            len(asked.texts) + place for place, one in enumerate(judged) if subjects[one.subject] == fold
        ]
        for place in [*out, *of_fold]:
            embedding = embeddings[place]
            probabilities = model.probabilities(every.texts[place], embedding.vector)
            log_odds = 0.0 if subject is None else subject.log_odds(embedding)
            scores[place] = QuestionScores.of(probabilities, log_odds)
    return [scores[place] for place in range(len(every.texts))]


def _first_is_right(searcher: Searcher, rankings: Sequence[Ranking], asked: Examples) -> BoolArray:
    firsts = [searcher.passages[ranking.rows[0]].id for ranking in rankings]
    right = np.array([first == label for first, label in zip(firsts, asked.labels, strict=True)])
    if not right.any():
        raise CalibrationError(
            "no calibration question finds its passage first; do questions and encoder fit the sources?"
        )
    return right
