"""The curated questions' say in a search: which of them a query asks again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from arabic import has_arabic, search_key
from index.curated.contradiction import Claims
from index.curated.published import CuratedQuestion, Skipped, is_wordless
from index.curated.rule import Rule, served_rule
from index.curated.taught import Taught
from index.curated.wording import Likeness
from index.vectors import VectorIndex

FloatArray = npt.NDArray[np.float32]

CANDIDATES = 12  # curated questions that are looked at closely
SAME_WORDS = 0.999  # the probability where query and curated question are one text to a reader
MOST_PROBABILITY = 0.998  # of what is not
STRANGER = 0.8  # the cosine of a question of another passage that is thought to be there always
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A curated question beside a query: their cosine, and that less the nearest one's of another passage.

    `likeness` is None where they are written in different scripts, and have no words in common.
    """

    question: CuratedQuestion
    cosine: float
    margin: float
    likeness: Likeness | None


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
        if not self._rows or is_wordless(query):
            return None
        if same := self.same_text(query):
            return CuratedMatch(same, SAME_WORDS)
        candidates = self.candidates(query, vector)
        judged = [(self._rule.probability(one.cosine, one.margin, one.likeness), one) for one in candidates]
        probability, best = max(judged, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or probability < LEAST_PROBABILITY:
            return None
        return CuratedMatch(best.question, min(probability, MOST_PROBABILITY))

    def candidates(self, query: str, vector: FloatArray) -> list[Candidate]:
        """Return the nearest curated questions that do not ask for something else, nearest first."""
        places, cosines = self._nearest.nearest(vector, CANDIDATES)
        rows = [self._rows[place] for place in places.tolist()]
        claims, likenesses = Claims.of(query), self._taught.wordings.likeness(query, rows)
        agreeing = [
            (self._taught.questions[row], cosine, likeness)
            for row, cosine, likeness in zip(rows, cosines.tolist(), likenesses, strict=True)
            if not claims.contradict(self._taught.claims[row]) and not likeness.names_another
        ]
        found = []
        for question, cosine, likeness in agreeing:
            others = [near for one, near, _ in agreeing if one.passage_id != question.passage_id]
            crossed = has_arabic(query) != has_arabic(question.text)
            margin = cosine - max([STRANGER, *others])
            found.append(Candidate(question, cosine, margin, None if crossed else likeness))
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
