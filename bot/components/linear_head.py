"""A linear classifier whose probabilities are calibrated, and the row that it reads: no Rasa in it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot import BotError

FloatArray = npt.NDArray[np.float32]
Parts = list["scipy.sparse.csr_matrix | np.ndarray[Any, Any]"]  # one message's features, each (1, width)

SOLVERS = ("svc", "logistic")
SHARPNESS_BOUNDS = (-2.0, 4.0)  # log of the factor before the softmax
RANDOM_STATE = 42
MIN_LENGTH = 1e-9


@dataclass(frozen=True)
class FeatureJoiner:
    """Joins a message's features: the sparse ones as they are, the dense ones centred and of one length.

    Sentence vectors of one encoder lie close together (cosine 0.8 and more); without their common mean they
    tell texts apart as sharply as words do, and their length says how much they count beside the words.

    mean: (dense width,) float32; dense_weight: the length of the dense part.
    """

    mean: FloatArray
    dense_weight: float

    @classmethod
    def fit(cls, rows: list[Parts], dense_weight: float) -> "FeatureJoiner":
        """Learn the mean of the training examples' dense parts."""
        dense = np.vstack([_dense(parts) for parts in rows])
        return cls(dense.mean(axis=0, dtype=np.float64).astype(np.float32), float(dense_weight))

    def join(self, rows: list[Parts]) -> scipy.sparse.csr_matrix:
        """Return (rows, width) float32."""
        dense = np.vstack([_dense(parts) for parts in rows])
        if dense.shape[1] != len(self.mean):
            raise BotError(
                f"dense features of {dense.shape[1]} numbers "
                f"but the classifier was trained on {len(self.mean)}; train again with 'make train'"
            )
        dense = dense - self.mean
        dense *= self.dense_weight / np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), MIN_LENGTH)
        sparse = scipy.sparse.vstack([_sparse(parts) for parts in rows])
        return scipy.sparse.hstack([sparse, dense], format="csr", dtype=np.float32)

    def save(self, directory: Path) -> None:
        """Write the mean and the weight."""
        np.savez(directory / "joiner.npz", mean=self.mean, dense_weight=self.dense_weight)

    @classmethod
    def load(cls, directory: Path) -> "FeatureJoiner":
        """Read what save wrote."""
        with np.load(directory / "joiner.npz", allow_pickle=False) as arrays:
            return cls(arrays["mean"], float(arrays["dense_weight"]))


@dataclass(frozen=True)
class LinearHead:
    """Scores are features · weights + intercepts; probabilities the softmax of sharpness times the scores.

    classes: the labels, sorted; weights: (features, labels) float32, in rows, because a message touches few
    of them; intercepts: (labels,) float32.
    sharpness: positive; the one that made labels kept aside in turn most likely (temperature scaling, Guo et
    al. 2017, "On Calibration of Modern Neural Networks").
    """

    classes: tuple[str, ...]
    weights: FloatArray
    intercepts: FloatArray
    sharpness: float

    @classmethod
    def fit(
        cls,
        features: scipy.sparse.csr_matrix,
        labels: list[str],
        *,
        solver: str,
        C: float,
        folds: int,
        max_iter: int,
    ) -> "LinearHead":
        """Fit on all rows, after `folds` fits on parts of them that only set the sharpness."""
        classes = tuple(sorted(set(labels)))
        if len(classes) < 2:
            raise BotError(f"{len(classes)} intents with examples; a classifier takes at least 2")
        numbers = np.searchsorted(np.array(classes), labels)
        settings = {"solver": solver, "C": C, "max_iter": max_iter}
        sharpness = _sharpness(features, numbers, folds, settings)
        weights, intercepts = _weights(_fit(features, numbers, **settings))
        return cls(classes, weights, intercepts, sharpness)

    def probabilities(self, features: scipy.sparse.csr_matrix) -> FloatArray:
        """Return (rows, labels) in the order of `classes`; every row adds up to 1."""
        scores = np.asarray(features @ self.weights) + self.intercepts
        return softmax(self.sharpness * scores, axis=1).astype(np.float32)

    def save(self, directory: Path) -> None:
        """Write the head as JSON and plain arrays, without pickles."""
        described = {"classes": self.classes, "sharpness": self.sharpness}
        (directory / "head.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        np.savez(directory / "head.npz", weights=self.weights, intercepts=self.intercepts)

    @classmethod
    def load(cls, directory: Path) -> "LinearHead":
        """Read what save wrote."""
        described = json.loads((directory / "head.json").read_text(encoding="utf-8"))
        with np.load(directory / "head.npz", allow_pickle=False) as arrays:
            return cls(
                tuple(described["classes"]),
                arrays["weights"],
                arrays["intercepts"],
                float(described["sharpness"]),
            )


def _fit(features: scipy.sparse.csr_matrix, numbers: npt.NDArray[np.int64], **settings: Any) -> Any:
    model = LinearSVC if settings["solver"] == "svc" else LogisticRegression
    return model(C=settings["C"], max_iter=settings["max_iter"], random_state=RANDOM_STATE).fit(
        features, numbers
    )


def _weights(model: Any) -> tuple[FloatArray, FloatArray]:
    """Return one column a label; two labels share one in scikit-learn, so it is mirrored."""
    weights, intercepts = model.coef_, model.intercept_
    if len(weights) == 1:
        weights = np.vstack([-weights, weights]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    return np.ascontiguousarray(weights.T, dtype=np.float32), intercepts.astype(np.float32)


def _sharpness(
    features: scipy.sparse.csr_matrix, numbers: npt.NDArray[np.int64], folds: int, settings: dict[str, Any]
) -> float:
    """Return the factor under which rows kept aside are likeliest; 1 if labels are too rare to keep any."""
    folds = min(folds, int(np.bincount(numbers).min()))
    if folds < 2:
        return 1.0
    scores = np.zeros((len(numbers), int(numbers.max()) + 1))
    split = StratifiedKFold(folds, shuffle=True, random_state=RANDOM_STATE).split(features, numbers)
    for kept, aside in split:
        weights, intercepts = _weights(_fit(features[kept], numbers[kept], **settings))
        scores[aside] = features[aside] @ weights + intercepts

    def surprise(log_sharpness: float) -> float:
        likelihoods = log_softmax(np.exp(log_sharpness) * scores, axis=1)
        return float(-likelihoods[np.arange(len(numbers)), numbers].mean())

    return float(np.exp(minimize_scalar(surprise, bounds=SHARPNESS_BOUNDS, method="bounded").x))


def _sparse(parts: Parts) -> scipy.sparse.csr_matrix:
    sparse = [each for each in parts if scipy.sparse.issparse(each)]
    if not sparse:
        return scipy.sparse.csr_matrix((1, 0), dtype=np.float32)
    return sparse[0] if len(sparse) == 1 else scipy.sparse.hstack(sparse, format="csr")


def _dense(parts: Parts) -> FloatArray:
    dense = [np.asarray(each, dtype=np.float32) for each in parts if not scipy.sparse.issparse(each)]
    return np.hstack(dense) if dense else np.zeros((1, 0), dtype=np.float32)
