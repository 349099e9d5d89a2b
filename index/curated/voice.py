"""The curated questions' say in a search: which of them a query asks again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from arabic import has_arabic, search_key
from index.curated.contradiction import Claims
from index.curated.published import CuratedQuestion, Skipped, is_wordless
from index.curated.rule import Rule, served_rule
from index.curated.taught import Taught
from index.curated.wording import Likeness

FloatArray = npt.NDArray[np.float32]

CANDIDATES = 12  # curated questions that the nearest ones are held against
LOOKED_AT = 4  # of them, those whose words are compared
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
        keyed = zip(taught.questions, taught.keys, strict=True)
        reasons = [_why_skipped(question, key, passages) for question, key in keyed]
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
        everyone = len(self._rows) == len(taught.questions)
        self._only = None if everyone else taught.nearest.only(self._rows)
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
        candidates = self.candidates(query, vector, self._rule.least_cosine)
        judged = [(self._rule.probability(one.cosine, one.margin, one.likeness), one) for one in candidates]
        probability, best = max(judged, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or probability < LEAST_PROBABILITY:
            return None
        return CuratedMatch(best.question, min(probability, MOST_PROBABILITY))

    def candidates(self, query: str, vector: FloatArray, least_cosine: float = -1.0) -> list[Candidate]:
        """Return the nearest curated questions that do not ask for something else, nearest first."""
        near = self._taught.nearest.nearest(vector, CANDIDATES, self._only)
        claims = Claims.of(query)
        near = [(row, cosine) for row, cosine in near if not claims.contradict(self._taught.claims[row])]
        looked_at = [(row, cosine) for row, cosine in near if cosine >= least_cosine][:LOOKED_AT]
        likenesses = self._taught.wordings.likeness(query, [row for row, _ in looked_at])
        others = {row for (row, _), one in zip(looked_at, likenesses, strict=True) if one.names_another}
        agreeing = [(self._taught.questions[row], cosine) for row, cosine in near if row not in others]
        found = []
        for (row, cosine), likeness in zip(looked_at, likenesses, strict=True):
            if likeness.names_another:
                continue
            question = self._taught.questions[row]
            rivals = [rival for one, rival in agreeing if one.passage_id != question.passage_id]
            crossed = has_arabic(query) != has_arabic(question.text)
            margin = cosine - max([STRANGER, *rivals])
            found.append(Candidate(question, cosine, margin, None if crossed else likeness))
        return found


def _why_skipped(question: CuratedQuestion, key: str, passages: Collection[str]) -> str:
    if question.passage_id not in passages:
        return f"the index has no passage {question.passage_id!r}"
    return "" if key else "there is no letter and no digit in it"
