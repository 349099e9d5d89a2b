"""Which passage's example questions a question is like: a linear model over the calibration set.

Its classes are the passages that have example questions, and the two ways of not being answered, `near` and
`far`. Its features are the grams of the search key (tf-idf) beside the question's vector.
"""

import json
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from arabic import search_key
from documents.passage import Passage
from index.calibration_set import DISTANCES
from index.gram_counts import grams

FloatArray = npt.NDArray[np.float32]
VECTOR_WEIGHT = 2.0  # of the unit vector beside the unit tf-idf row
REGULARIZATION_C = 30.0
MAX_ITERATIONS = 100
MIN_GRAM_QUESTIONS = 2  # a gram of one question alone says nothing of the next one

LABELS_FILE = "question_labels.json"
GRAMS_FILE = "question_grams.json"
WEIGHTS_FILE = "question_weights.npy"
IDF_FILE = "question_idf.npy"
BIAS_FILE = "question_bias.npy"
TEXTS_FILE = "question_passages.json"
KEPT_SHARE = 0.8  # of a passage's words: with fewer, its example questions were written for another text


@dataclass(frozen=True)
class QuestionModel:
    """A fitted model; `weights` is float32 of shape (grams + dimensions, labels).

    `texts` are those of the passages by their ids, as they were when it was fitted.
    """

    labels: tuple[str, ...]
    gram_rows: dict[str, int]
    idf: FloatArray
    weights: FloatArray
    bias: FloatArray
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        vectors: FloatArray,
        labels: Sequence[str],
        weights: Sequence[float] | None = None,
    ) -> "QuestionModel":
        """Fit a multinomial logistic regression, every label weighing the same. Deterministic.

        `weights` are those of the texts beside each other, 1 each unless given.
        """
        from scipy.sparse import csr_matrix, hstack
        from sklearn.linear_model import LogisticRegression

        gram_rows, idf = _vocabulary(texts)
        counted = _tf_idf_matrix(texts, gram_rows, idf)
        features = hstack([counted, csr_matrix(vectors * VECTOR_WEIGHT)]).tocsr()
        fitted = LogisticRegression(C=REGULARIZATION_C, max_iter=MAX_ITERATIONS, class_weight="balanced").fit(
            features, labels, sample_weight=weights
        )
        coefficients, bias = fitted.coef_, fitted.intercept_
        if len(fitted.classes_) == 2:  # scikit-learn keeps one row for two classes
            coefficients = np.concatenate([-coefficients, coefficients]) / 2
            bias = np.concatenate([-bias, bias]) / 2
        return cls(
            labels=tuple(str(label) for label in fitted.classes_),
            gram_rows=gram_rows,
            idf=idf,
            weights=np.ascontiguousarray(coefficients.T, dtype=np.float32),
            bias=bias.astype(np.float32),
        )

    @classmethod
    def open(cls, folder: Path) -> "QuestionModel":
        """Open a saved model; raises OSError or ValueError when a file is missing or damaged."""
        names = json.loads((folder / GRAMS_FILE).read_text(encoding="utf-8"))
        return cls(
            labels=tuple(json.loads((folder / LABELS_FILE).read_text(encoding="utf-8"))),
            gram_rows={gram: row for row, gram in enumerate(names)},
            idf=np.load(folder / IDF_FILE),
            weights=np.load(folder / WEIGHTS_FILE, mmap_mode="r"),
            bias=np.load(folder / BIAS_FILE),
            texts=dict(json.loads((folder / TEXTS_FILE).read_text(encoding="utf-8"))),
        )

    def save(self, folder: Path) -> None:
        """Write the model's six files into the folder."""
        listed = {LABELS_FILE: list(self.labels), GRAMS_FILE: list(self.gram_rows)}
        for name, value in {**listed, TEXTS_FILE: dict(self.texts)}.items():
            (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        np.save(folder / WEIGHTS_FILE, self.weights)
        np.save(folder / IDF_FILE, self.idf)
        np.save(folder / BIAS_FILE, self.bias)

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(self.labels)

    def speaks_for(self, passage: Passage) -> bool:
        """Whether it has example questions of this passage, written for these words or nearly these."""
        if passage.id not in self._labels:
            return False
        known = self.texts.get(passage.id, passage.text)
        return known == passage.text or _shared(known, passage.text) >= KEPT_SHARE

    def probabilities(self, text: str, vector: FloatArray) -> dict[str, float]:
        """Return each label's probability; they sum to 1."""
        rows, values = _tf_idf(text, self.gram_rows, self.idf)
        logits = self.bias + VECTOR_WEIGHT * vector @ self.weights[len(self.gram_rows) :]
        if len(rows):
            logits = logits + values @ self.weights[rows]
        shares = np.exp(logits - logits.max())
        return dict(zip(self.labels, (shares / shares.sum()).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class QuestionScores:
    """What the models of the example questions make of one question.

    other_subject: the log-odds that it is about another subject than the sources (index.subject_model).
    """

    passages: dict[str, float]
    near: float
    far: float
    other_subject: float = 0.0

    @classmethod
    def of(
        cls,
        probabilities: dict[str, float],
        other_subject: float = 0.0,
        held: Collection[str] | None = None,
    ) -> "QuestionScores":
        """Part the probabilities of passages from those of not being answered.

        A passage that is not `held` any more does not answer: its questions are near ones from then on.
        """
        passages = {label: value for label, value in probabilities.items() if label not in DISTANCES}
        near = probabilities.get("near", 0.0)
        if held is not None:
            near += sum(value for label, value in passages.items() if label not in held)
            passages = {label: value for label, value in passages.items() if label in held}
        return cls(passages, near, probabilities.get("far", 0.0), other_subject)

    @property
    def unanswered(self) -> float:
        """The probability that no known passage is asked for."""
        return self.near + self.far

    @property
    def answered_log_odds(self) -> float:
        """Log-odds that some known passage is asked for, within ±14."""
        answered = min(max(sum(self.passages.values()), 1e-6), 1.0 - 1e-6)
        return math.log(answered / (1.0 - answered))


def _shared(one: str, other: str) -> float:
    """Return the share of two texts' words that they have in common, 0 to 1."""
    words, others = (Counter(search_key(text).split()) for text in (one, other))
    return 2 * (words & others).total() / max(words.total() + others.total(), 1)


def _vocabulary(texts: Sequence[str]) -> tuple[dict[str, int], FloatArray]:
    """Return the rows of the grams that two questions share, and their smoothed idf."""
    frequencies = Counter(gram for text in texts for gram in set(grams(text)))
    kept = sorted(gram for gram, count in frequencies.items() if count >= MIN_GRAM_QUESTIONS)
    idf = [math.log((1 + len(texts)) / (1 + frequencies[gram])) + 1.0 for gram in kept]
    return {gram: row for row, gram in enumerate(kept)}, np.array(idf, dtype=np.float32)


def _tf_idf(text: str, rows: dict[str, int], idf: FloatArray) -> tuple[npt.NDArray[np.int64], FloatArray]:
    """Return the known grams' rows and their values: (1 + ln tf) · idf, of unit length."""
    counts = Counter(rows[gram] for gram in grams(text) if gram in rows)
    places = np.fromiter(counts, dtype=np.int64, count=len(counts))
    values = np.array([1.0 + math.log(count) for count in counts.values()], dtype=np.float32) * idf[places]
    return places, values / max(float(np.linalg.norm(values)), 1e-9)


def _tf_idf_matrix(texts: Sequence[str], rows: dict[str, int], idf: FloatArray):  # type: ignore[no-untyped-def]
    from scipy.sparse import csr_matrix

    parts = [_tf_idf(text, rows, idf) for text in texts]
    starts = np.cumsum([0] + [len(places) for places, _ in parts])
    columns = np.concatenate([places for places, _ in parts])
    values = np.concatenate([value for _, value in parts])
    return csr_matrix((values, columns, starts), shape=(len(texts), len(rows)))
