"""The curated questions' say in a search: which of them a query asks again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from arabic import has_arabic, search_key
from index.curated.contradiction import Claims
from index.curated.published import CuratedQuestion, Skipped, is_wordless
from index.curated.rule import Rule, served_rule
from index.curated.taught import Taught
from index.vectors import VectorIndex

FloatArray = npt.NDArray[np.float32]

CANDIDATES = 12  # curated questions that are looked at closely
SAME_WORDS = 0.999  # the probability where query and curated question are one text to a reader
MOST_PROBABILITY = 0.998  # of what is not
LEAST_PROBABILITY = 0.05  # a match below says nothing


@dataclass(frozen=True, slots=True)
class CuratedMatch:
    """The curated question that a query is likest, and the probability that it asks the same."""

    question: CuratedQuestion
    probability: float

    @property
    def is_same_text(self) -> bool:
        """Whether a reader would take both for one text."""
        return self.probability >= SAME_WORDS


class CuratedVoice:
    """The curated questions of the passages that an index has; nothing in it changes."""

    def __init__(self, taught: Taught, passages: Collection[str], rule: Rule | None = None) -> None:
        self._taught = taught
        self._rule = rule or served_rule()
        reasons = [_why_skipped(question, passages) for question in taught.questions]
        last = {key: row for row, key in enumerate(taught.keys) if not reasons[row]}
        for row, question in enumerate(taught.questions):
            kept = last.get(taught.keys[row], row)
            if not reasons[row] and taught.questions[kept].passage_id != question.passage_id:
                reasons[row] = (
                    f"{taught.questions[kept].id} asks the same of another passage, later in the file"
                )
        self.skipped = tuple(
            Skipped(question.id, question.passage_id, why)
            for question, why in zip(taught.questions, reasons, strict=True)
            if why
        )
        self._rows = [row for row, why in enumerate(reasons) if not why]
        self._by_key = {taught.keys[row]: row for row in self._rows}

    @property
    def taught(self) -> Taught:
        """Every curated question of the file, those that are skipped too."""
        return self._taught

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the published file."""
        return self._taught.fingerprint

    @property
    def rule(self) -> Rule:
        """What the matches are judged by."""
        return self._rule

    @property
    def count(self) -> int:
        """How many curated questions take part."""
        return len(self._rows)

    def same_text(self, query: str) -> CuratedQuestion | None:
        """Return the curated question that is a query (in reading form) to a reader, None where none is."""
        row = self._by_key.get(search_key(query))
        return None if row is None else self._taught.questions[row]

    def match(self, query: str, vector: FloatArray) -> CuratedMatch | None:
        """Return the likest curated question of a query in reading form, None where none is like it."""
        if not self._rows:
            return None
        if same := self.same_text(query):
            return CuratedMatch(same, SAME_WORDS)
        places, cosines = self._nearest.nearest(vector, CANDIDATES)
        rows = [self._rows[place] for place in places.tolist()]
        probabilities = self._probabilities(query, rows, cosines.tolist())
        best = max(range(len(rows)), key=probabilities.__getitem__)
        if probabilities[best] < LEAST_PROBABILITY:
            return None
        probability = min(probabilities[best], MOST_PROBABILITY)
        return CuratedMatch(self._taught.questions[rows[best]], probability)

    def _probabilities(self, query: str, rows: Sequence[int], cosines: Sequence[float]) -> list[float]:
        """Return the probability of each; 0 for one that names other numbers, or denies what is asked."""
        claims, questions = Claims.of(query), self._taught.questions
        likenesses = self._taught.wordings.likeness(query, rows)
        found: list[float] = []
        for place, row in enumerate(rows):
            if claims != self._taught.claims[row]:
                found.append(0.0)
                continue
            mine = questions[row].passage_id
            others = (c for r, c in zip(rows, cosines, strict=True) if questions[r].passage_id != mine)
            margin = cosines[place] - max(others, default=-1.0)
            crossed = has_arabic(query) != has_arabic(questions[row].text)
            likeness = None if crossed else likenesses[place]
            found.append(self._rule.probability(cosines[place], margin, likeness))
        return found

    @cached_property
    def _nearest(self) -> VectorIndex:
        vectors = self._taught.vectors
        everyone = len(self._rows) == len(vectors)
        return VectorIndex.build(vectors if everyone else vectors[self._rows])


def _why_skipped(question: CuratedQuestion, passages: Collection[str]) -> str:
    if question.passage_id not in passages:
        return f"the index has no passage {question.passage_id!r}"
    return "there is no letter and no digit in it" if is_wordless(question.text) else ""
