"""How probable it is that a query asks what a curated question asks: logistic models, fitted once.

`python -m bench.curated_rule` fits them and writes `rule.json`; nobody edits it by hand.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.confidence import Logistic
from index.curated.wording import Likeness

RULE_FILE = Path(__file__).with_name("rule.json")
FEATURES = ("cosine", "unmet", "unasked", "margin")
OTHER_SCRIPT_FEATURES = ("cosine", "margin")
MAX_MARGIN = 0.1  # of cosines; more says nothing further


@dataclass(frozen=True, slots=True)
class Rule:
    """`same_script` judges by vectors and words, `other_script` by vectors alone.

    `take_over` is the probability from which a curated question's passage goes before the search's own, where
    the search reads query and curated question alike; `take_over_against` that where it finds another passage
    for the query than for the curated question.
    """

    same_script: Logistic
    other_script: Logistic
    take_over: float
    take_over_against: float

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Rule:
        """Read what `to_json` wrote."""
        models = {name: Logistic.from_json(fields[name]) for name in ("same_script", "other_script")}
        return cls(
            **models,
            take_over=float(fields["take_over"]),
            take_over_against=float(fields["take_over_against"]),
        )

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object."""
        return asdict(self)

    @property
    def least_cosine(self) -> float:
        """The cosine below which nothing else can make a match take over."""
        alike = same_script_row(0.0, MAX_MARGIN, Likeness(0.0, 0.0, names_another=False))
        needed = math.log(self.take_over / (1.0 - self.take_over))
        return min(
            _cosine_for(needed, self.same_script, alike),
            _cosine_for(needed, self.other_script, (0.0, MAX_MARGIN)),
        )

    def probability(self, cosine: float, margin: float, likeness: Likeness | None) -> float:
        """Return the probability that both ask the same; `likeness` is None between two scripts.

        `margin` is the cosine less that of the nearest curated question of another passage.
        """
        if likeness is None:
            return self.other_script.probability((cosine, bounded(margin)))
        return self.same_script.probability(same_script_row(cosine, margin, likeness))


def same_script_row(cosine: float, margin: float, likeness: Likeness) -> tuple[float, ...]:
    """Return FEATURES in their order."""
    return (cosine, likeness.unmet, likeness.unasked, bounded(margin))


def bounded(margin: float) -> float:
    """Return a margin within ±MAX_MARGIN."""
    return max(-MAX_MARGIN, min(MAX_MARGIN, margin))


def _cosine_for(log_odds: float, model: Logistic, row: tuple[float, ...]) -> float:
    """Return the cosine, the first feature, that brings a row of features to these log-odds."""
    return (log_odds - model.log_odds(row)) * model.scales[0] / model.weights[0]


@cache
def served_rule() -> Rule:
    """Return the rule that comes with this code."""
    return Rule.from_json(json.loads(RULE_FILE.read_text(encoding="utf-8")))
