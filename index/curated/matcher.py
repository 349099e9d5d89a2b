"""Which curated question a query asks again, and how probable that is.

The probability comes from logistic models that `python -m bench.curated_rule` fits and writes to `rule.json`;
nobody edits that file by hand.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from arabic import has_arabic, search_key
from index.confidence import Logistic
from index.curated.likeness import Claims, Likeness
from index.curated.questions import CuratedQuestion, CuratedSet, Skipped, is_wordless

RULE_FILE = Path(__file__).with_name("rule.json")
FEATURES = ("cosine", "unmet", "unasked", "margin")
OTHER_SCRIPT_FEATURES = ("cosine", "margin")
MAX_MARGIN = 0.1  # of cosines; more says nothing further

FloatArray = npt.NDArray[np.float32]

CANDIDATES = 12  # nearest curated questions that are looked at
COMPARED_BY_WORDS = 4  # of them
SAME_WORDS = 0.999  # the probability where query and curated question are one text to a reader
MOST_PROBABILITY = 0.998  # of what is not
LEAST_RIVAL_COSINE = 0.8  # a rival, a question of another passage, is always assumed to be this near
LEAST_PROBABILITY = 0.05  # a match below it is none


@dataclass(frozen=True, slots=True)
class Rule:
    """When a match overrides the search; `same_script` reads vectors and words, `other_script` vectors alone.

    `override` is the probability from which a curated question's passage goes before the search's own, where
    the search finds one passage for query and curated question; `override_against` that where it finds two.
    """

    same_script: Logistic
    other_script: Logistic
    override: float
    override_against: float

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Rule:
        """Read what `to_json` wrote."""
        return cls(
            same_script=Logistic.from_json(fields["same_script"], FEATURES),
            other_script=Logistic.from_json(fields["other_script"], OTHER_SCRIPT_FEATURES),
            override=float(fields["override"]),
            override_against=float(fields["override_against"]),
        )

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object."""
        return asdict(self)

    @property
    def least_cosine(self) -> float:
        """The cosine below which no match can override, whatever its other features."""
        alike = same_script_row(0.0, MAX_MARGIN, Likeness(0.0, 0.0, names_another=False))
        needed = math.log(self.override / (1.0 - self.override))
        return min(
            _cosine_for(needed, self.same_script, alike),
            _cosine_for(needed, self.other_script, (0.0, MAX_MARGIN)),
        )

    def probability(self, cosine: float, margin: float, likeness: Likeness | None) -> float:
        """Return the probability that both ask the same; `likeness` is None where their scripts differ.

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
    """Return the cosine (the first feature) with which a row of features has these log-odds."""
    return (log_odds - model.log_odds(row)) * model.scales[0] / model.weights[0]


@cache
def served_rule() -> Rule:
    """Return the rule that comes with this code."""
    return Rule.from_json(json.loads(RULE_FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class CuratedMatch:
    """The curated question most like a query, and the probability that both ask the same."""

    question: CuratedQuestion
    probability: float

    @property
    def is_same_text(self) -> bool:
        """Whether a reader would take both for one text."""
        return self.probability >= SAME_WORDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A curated question beside a query; `margin` is their cosine less that of the nearest rival.

    `likeness` is None where they are written in different scripts and so share no words.
    """

    question: CuratedQuestion
    cosine: float
    margin: float
    likeness: Likeness | None


class CuratedMatcher:
    """Finds the curated question that a query asks again, of those whose passage the index has. Immutable."""

    def __init__(self, curated: CuratedSet, passages: Collection[str], rule: Rule | None = None) -> None:
        self._curated = curated
        self._rule = rule or served_rule()
        keyed = zip(curated.questions, curated.keys, strict=True)
        reasons = [_why_skipped(question, key, passages) for question, key in keyed]
        last = {key: row for row, key in enumerate(curated.keys) if not reasons[row]}
        for row, question in enumerate(curated.questions):
            kept = last.get(curated.keys[row], row)
            if not reasons[row] and curated.questions[kept].passage_id != question.passage_id:
                reasons[row] = (
                    f"{curated.questions[kept].id} asks the same of another passage, later in the file"
                )
        self.skipped = tuple(
            Skipped(question.id, question.passage_id, why)
            for question, why in zip(curated.questions, reasons, strict=True)
            if why
        )
        self._rows = [row for row, why in enumerate(reasons) if not why]
        everyone = len(self._rows) == len(curated.questions)
        self._only = None if everyone else curated.nearest.only(self._rows)
        self._by_key = {curated.keys[row]: row for row in self._rows}

    @property
    def curated_set(self) -> CuratedSet:
        """Every curated question of the file, those that are skipped too."""
        return self._curated

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the published file."""
        return self._curated.fingerprint

    @property
    def rule(self) -> Rule:
        """What the matches are judged by."""
        return self._rule

    @property
    def count(self) -> int:
        """How many curated questions take part."""
        return len(self._rows)

    def same_text(self, query: str) -> CuratedQuestion | None:
        """Return the curated question with the search key of a query (in reading form), if there is one."""
        row = self._by_key.get(search_key(query))
        return None if row is None else self._curated.questions[row]

    def match(self, query: str, vector: FloatArray) -> CuratedMatch | None:
        """Return the curated question most like a query in reading form, None where none is like it."""
        if not self._rows or is_wordless(query):
            return None
        if same := self.same_text(query):
            return CuratedMatch(same, SAME_WORDS)
        candidates = self.candidates(query, vector, self._rule.least_cosine)
        judged = [(self._rule.probability(one.cosine, one.margin, one.likeness), one) for one in candidates]
        probability, best = max(judged, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or probability < LEAST_PROBABILITY:
            return None
        return CuratedMatch(best.question, min(probability, MOST_PROBABILITY))

    def candidates(self, query: str, vector: FloatArray, least_cosine: float = -1.0) -> list[Candidate]:
        """Return the nearest curated questions that do not contradict the query, nearest first."""
        near = self._curated.nearest.nearest(vector, CANDIDATES, self._only)
        claims = Claims.of(query)
        near = [(row, cosine) for row, cosine in near if not claims.contradict(self._curated.claims[row])]
        looked_at = [(row, cosine) for row, cosine in near if cosine >= least_cosine][:COMPARED_BY_WORDS]
        likenesses = self._curated.wordings.likeness(query, [row for row, _ in looked_at])
        others = {row for (row, _), one in zip(looked_at, likenesses, strict=True) if one.names_another}
        agreeing = [(self._curated.questions[row], cosine) for row, cosine in near if row not in others]
        found = []
        for (row, cosine), likeness in zip(looked_at, likenesses, strict=True):
            if likeness.names_another:
                continue
            question = self._curated.questions[row]
            rivals = [rival for one, rival in agreeing if one.passage_id != question.passage_id]
            crossed = has_arabic(query) != has_arabic(question.text)
            margin = cosine - max([LEAST_RIVAL_COSINE, *rivals])
            found.append(Candidate(question, cosine, margin, None if crossed else likeness))
        return found


def _why_skipped(question: CuratedQuestion, key: str, passages: Collection[str]) -> str:
    if question.passage_id not in passages:
        return f"the index has no passage {question.passage_id!r}"
    return "" if key else "there is no letter and no digit in it"
