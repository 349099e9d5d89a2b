"""How sure the index is that its first hit answers: small logistic models.

`text` judges by the passage's text and what the reader makes of it, and serves passages without example
questions; it was fitted on corpora that are nobody's sources (index.transfer). `full` joins its verdict with
the question model's, and is fitted when the index is built. `distance` tells near from far among what is not
answered.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.gram_counts import grams
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
    def from_json(cls, fields: dict[str, Any], known: Collection[str]) -> "Logistic":
        """Read what `asdict` wrote; raises KeyError, TypeError or ValueError on another form or feature."""
        features = tuple(map(str, fields["features"]))
        if not set(features) <= set(known):
            raise ValueError(f"features {sorted(set(features) - set(known))} are not known")
        means, scales, weights = (tuple(map(float, fields[name])) for name in ("means", "scales", "weights"))
        if not len(features) == len(means) == len(scales) == len(weights):
            raise ValueError(
                f"{len(features)} features but {len(means)}, {len(scales)}, {len(weights)} figures"
            )
        return cls(features, means, scales, weights, float(fields["bias"]))

    def row(self, values: Mapping[str, float]) -> tuple[float, ...]:
        """Return the model's features, picked from these by name."""
        return tuple(values[name] for name in self.features)

    def log_odds(self, row: Sequence[float]) -> float:
        """Return the log-odds of one row of features."""
        terms = zip(row, self.means, self.scales, self.weights, strict=True)
        return self.bias + sum((value - mean) / scale * weight for value, mean, scale, weight in terms)

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability of one row of features."""
        return _logistic(self.log_odds(row))


FULL_FEATURES = ("text_log_odds", "answered_log_odds", "passage_log_odds", "other_subject")
LEVELS = ("dense", "tokens", "words_per_gram", "other_script")
TEXT_FEATURES = (*LEVELS, "tokens_lead")
READ_FEATURES = (*TEXT_FEATURES, "reader", "reader_lead")

WRONG_ANSWERS = {"strict": 4, "balanced": 8, "generous": 20}  # bearable, of a hundred that should be refused
MOST_WRONG_ANSWERS = 50
MAX_REFUSED = 0.03  # share of the answered calibration questions that the balanced threshold may refuse
MOST_LOG_ODDS = 3.0  # that the question model is believed
LED = 5  # hits over which the first one's lead is measured; what ranks lower has other faults
NEVER = 2.0  # a threshold that no probability reaches


@dataclass(frozen=True, slots=True)
class Judge:
    """A model, and for 0 to MOST_WRONG_ANSWERS bearable wrong answers the probability that is enough."""

    model: Logistic
    thresholds: tuple[float, ...]

    @classmethod
    def of(cls, model: Logistic, answered: FloatArray, unanswered: FloatArray) -> "Judge":
        """Set thresholds by the probabilities of held-out questions that are not answered.

        Where there are probabilities of answered ones too, a threshold may always refuse some of them.
        """
        shares = np.arange(MOST_WRONG_ANSWERS + 1) / 100
        thresholds = np.quantile(unanswered, 1.0 - shares)
        if len(answered):
            refused = [MAX_REFUSED * WRONG_ANSWERS["balanced"] / max(100 * share, 4.0) for share in shares]
            thresholds = np.maximum(thresholds, np.quantile(answered, refused))
        return cls(model, tuple(round(float(one), 6) for one in thresholds))

    @classmethod
    def from_json(cls, fields: dict[str, Any], known: Collection[str]) -> "Judge":
        """Read what `asdict` wrote; raises KeyError, TypeError or ValueError on another form or feature."""
        thresholds = tuple(map(float, fields["thresholds"]))
        if len(thresholds) != MOST_WRONG_ANSWERS + 1:
            raise ValueError(f"{len(thresholds)} thresholds, expected {MOST_WRONG_ANSWERS + 1}")
        return cls(Logistic.from_json(fields["model"], known), thresholds)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The judges; `full` is None in an index without example questions."""

    text: Judge
    full: Judge | None
    distance: Logistic

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Confidence":
        """Read what `to_json` wrote; raises KeyError, TypeError or ValueError on another form."""
        full = fields["full"]
        return cls(
            text=Judge.from_json(fields["text"], READ_FEATURES),
            full=None if full is None else Judge.from_json(full, FULL_FEATURES),
            distance=Logistic.from_json(fields["distance"], TEXT_FEATURES),
        )

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object."""
        return asdict(self)

    def that_first_answers(
        self, query: str, ranking: Ranking, is_known: bool, wrong_answers: int
    ) -> tuple[float, float]:
        """Return the probability that the first hit answers, and the one from which it is given.

        is_known: the first hit has example questions. wrong_answers: bearable, of a hundred.
        """
        text = self.text.model.row(text_features(query, ranking))
        if self.full is None or ranking.question_scores is None or not is_known:
            return self.text.model.probability(text), self.text.thresholds[wrong_answers]
        full = full_features(self.text.model.log_odds(text), ranking)
        return self.full.model.probability(full), self.full.thresholds[wrong_answers]

    def that_near(self, query: str, ranking: Ranking, is_known: bool) -> float:
        """Return the probability that an unanswered question is near the documents' subject.

        is_known: the first hit's document has example questions; they know no other document's subject.
        """
        question_scores = ranking.question_scores
        by_questions = 0.0
        if question_scores is not None and question_scores.unanswered > 0:
            by_questions = 1.0 - question_scores.far / question_scores.unanswered
            if is_known:
                return by_questions
        by_text = self.distance.probability(self.distance.row(text_features(query, ranking)))
        return max(by_questions, by_text)


def text_features(query: str, ranking: Ranking) -> dict[str, float]:
    """Return TEXT_FEATURES of the first hit by name; READ_FEATURES where it was read."""
    words = ranking.part(WORDS, 0)
    tokens = ranking.parts.get(TOKENS, np.zeros(0, dtype=np.float32))
    features = {
        "dense": ranking.part(DENSE, 0) or 0.0,
        "tokens": ranking.part(TOKENS, 0) or 0.0,
        "words_per_gram": (words or 0.0) / max(len(grams(query)), 1),
        "other_script": float(words is None),
        # Words that only ask are as near to one passage as to another: a lead is the same in every dialect.
        "tokens_lead": float(tokens[0] - tokens[1 : 1 + LED].max()) if len(tokens) > 1 else 0.0,
    }
    first = ranking.readings.get(int(ranking.rows[0]))
    if first is not None:
        others = [one.log_odds for row, one in ranking.readings.items() if row != ranking.rows[0]]
        features["reader"] = first.log_odds
        features["reader_lead"] = first.log_odds - max(others, default=first.log_odds)
    return features


def full_features(text_log_odds: float, ranking: Ranking) -> tuple[float, ...]:
    """Return FULL_FEATURES of the first hit of a ranking that was read."""
    assert ranking.question_scores is not None
    first = ranking.part("questions", 0) or 0.0
    scores = ranking.question_scores
    # Beyond some sureness the question model says no more: the very words of an example may be asked about
    # another subject. That a question is about the sources' own subject is no reason to answer it.
    return (
        text_log_odds,
        min(scores.answered_log_odds, MOST_LOG_ODDS),
        min(_log_odds(first), MOST_LOG_ODDS),
        max(scores.other_subject, 0.0),
    )


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1.0 - 1e-6)
    return math.log(bounded / (1.0 - bounded))


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, log_odds))))
