"""How sure the index is that its first hit answers: small logistic models, fitted when it is built.

`text` judges by the passage's text alone, and serves passages without example questions; `full` joins its
verdict with the question model's. `distance` tells near from far among what is not answered.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.scorers import grams
from index.searcher import DENSE, TOKENS, WORDS, Ranking

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over standardized features.

    The probability is 1 / (1 + exp(-(bias + Σ weight · (feature - mean) / scale))).
    """

    features: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    @classmethod
    def fit(cls, features: Sequence[str], rows: FloatArray, outcomes: npt.NDArray[np.bool_]) -> "Logistic":
        """Fit on rows of shape (examples, features); both outcomes must occur."""
        from sklearn.linear_model import LogisticRegression

        means, scales = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-9)
        fitted = LogisticRegression(C=10.0, max_iter=1000).fit((rows - means) / scales, outcomes)
        return cls(
            features=tuple(features),
            means=tuple(map(float, means)),
            scales=tuple(map(float, scales)),
            weights=tuple(map(float, fitted.coef_[0])),
            bias=float(fitted.intercept_[0]),
        )

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Logistic":
        """Read what `asdict` wrote; raises KeyError, TypeError or ValueError on another form."""
        features = tuple(map(str, fields["features"]))
        means, scales, weights = (tuple(map(float, fields[name])) for name in ("means", "scales", "weights"))
        if not len(features) == len(means) == len(scales) == len(weights):
            raise ValueError(
                f"{len(features)} features but {len(means)}, {len(scales)}, {len(weights)} figures"
            )
        return cls(features, means, scales, weights, float(fields["bias"]))

    def log_odds(self, row: Sequence[float]) -> float:
        """Return the log-odds of one row of features."""
        terms = zip(row, self.means, self.scales, self.weights, strict=True)
        return self.bias + sum((value - mean) / scale * weight for value, mean, scale, weight in terms)

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability of one row of features."""
        return _logistic(self.log_odds(row))


TEXT_FEATURES = ("dense", "tokens", "words_per_gram", "other_script")
FULL_FEATURES = ("text_log_odds", "answered_log_odds", "passage_log_odds")


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted models, and the threshold from which an answer is given."""

    text: Logistic
    full: Logistic
    distance: Logistic
    threshold: float

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Confidence":
        """Read what `to_json` wrote; raises KeyError, TypeError or ValueError on another form."""
        models = {name: Logistic.from_json(fields[name]) for name in ("text", "full", "distance")}
        return cls(**models, threshold=float(fields["threshold"]))

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object."""
        return asdict(self)

    def that_first_answers(self, query: str, ranking: Ranking, is_known: bool) -> float:
        """Return the probability that the first hit answers; `is_known`: it has example questions."""
        text = text_features(query, ranking)
        if ranking.reading is None or not is_known:
            return self.text.probability(text)
        return self.full.probability(full_features(self.text, text, ranking))

    def that_near(self, query: str, ranking: Ranking) -> float:
        """Return the probability that an unanswered question is near the documents' subject."""
        reading = ranking.reading
        if reading is not None and reading.near + reading.far > 0:
            return reading.near / (reading.near + reading.far)
        return self.distance.probability(text_features(query, ranking))


def text_features(query: str, ranking: Ranking) -> tuple[float, ...]:
    """Return TEXT_FEATURES of the first hit."""
    words = ranking.part(WORDS, 0)
    return (
        ranking.part(DENSE, 0) or 0.0,
        ranking.part(TOKENS, 0) or 0.0,
        (words or 0.0) / max(len(grams(query)), 1),
        float(words is None),
    )


def full_features(text: Logistic, row: Sequence[float], ranking: Ranking) -> tuple[float, ...]:
    """Return FULL_FEATURES of the first hit of a ranking that was read."""
    assert ranking.reading is not None
    first = ranking.part("questions", 0) or 0.0
    return (text.log_odds(row), ranking.reading.answered_log_odds, _log_odds(first))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1.0 - 1e-6)
    return math.log(bounded / (1.0 - bounded))


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, log_odds))))
