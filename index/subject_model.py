"""Whether a question is about another subject than the sources: a linear model over its tokens' states.

It learns from questions that were made (index.other_subjects) which tokens name another subject, and from
those that the sources answer which do not. A question is as much about another subject as the token that
says so most clearly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from encoder import Embedding
from encoder.onnx import OnnxEncoder
from index.other_subjects import Swapped

FloatArray = npt.NDArray[np.float32]

REGULARIZATION_C = 0.01
MAX_ITERATIONS = 200
LEAST, MOST = -12.0, 12.0  # log-odds
WEIGHTS_FILE = "weights.npy"


@dataclass(frozen=True)
class SubjectModel:
    """A fitted model; `weights` is float32 of shape (features + 1,), the bias last."""

    weights: FloatArray

    @classmethod
    def fit(
        cls,
        plain: Sequence[Embedding],
        swapped: Sequence[Embedding],
        names: Sequence[npt.NDArray[np.bool_]],
    ) -> SubjectModel:
        """Fit on texts that name no other subject and on swapped questions; `names` marks their tokens."""
        from sklearn.linear_model import LogisticRegression

        rows = np.concatenate([_features(one) for one in [*plain, *swapped]])
        count = sum(len(one.tokens) for one in plain)
        outcomes = np.concatenate([np.zeros(count, dtype=np.bool_), *names])
        mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        fitted = LogisticRegression(C=REGULARIZATION_C, max_iter=MAX_ITERATIONS, class_weight="balanced").fit(
            (rows - mean) / deviation, outcomes
        )
        weights = fitted.coef_[0] / deviation
        return cls(np.append(weights, fitted.intercept_[0] - weights @ mean).astype(np.float32))

    @classmethod
    def open(cls, folder: Path) -> SubjectModel:
        """Open a saved model; raises OSError, EOFError or ValueError when its file is missing or damaged."""
        return cls(np.load(folder / WEIGHTS_FILE))

    def save(self, folder: Path) -> None:
        """Write the model's file into the folder."""
        np.save(folder / WEIGHTS_FILE, self.weights)

    def log_odds(self, embedding: Embedding) -> float:
        """Return the log-odds that the question is about another subject, within LEAST and MOST."""
        if not len(embedding.tokens):
            return LEAST
        found = float((_features(embedding) @ self.weights[:-1]).max() + self.weights[-1])
        return min(max(found, LEAST), MOST)


@dataclass(frozen=True)
class OtherSubjects:
    """Questions made about other subjects, their embeddings, and which of their tokens name the subject.

    Beside them what names no other subject although it looks odd: answered questions misspelt, by their
    places, and excerpts of the passages.
    """

    swapped: Sequence[Swapped]
    embeddings: Sequence[Embedding]
    names: Sequence[npt.NDArray[np.bool_]]
    misspelt: Mapping[int, Embedding]
    excerpts: Sequence[Embedding]

    def learned(self, places: Sequence[int], asked: Mapping[int, Embedding]) -> SubjectModel:
        """Fit the subject model on answered questions, by their places, and on those made at these places."""
        misspelt = [self.misspelt[place] for place in asked if place in self.misspelt]
        return SubjectModel.fit(
            [*asked.values(), *misspelt, *self.excerpts],
            [self.embeddings[place] for place in places],
            [self.names[place] for place in places],
        )


def subject_tokens(encoder: OnnxEncoder, question: Swapped, tokens: int) -> npt.NDArray[np.bool_]:
    """Return which of a swapped question's tokens name its subject."""
    marks = np.zeros(tokens, dtype=np.bool_)
    before, through = (
        len(encoder.tokenize(question.text[:end].strip())) for end in (question.start, question.end)
    )
    marks[before:through] = True
    return marks


def _features(embedding: Embedding) -> FloatArray:
    """Return what a token is told by: its last state beside that of the middle layer."""
    assert embedding.middle is not None
    return np.hstack([embedding.tokens, embedding.middle])
