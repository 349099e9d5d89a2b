"""How alike two questions are in their words, whatever the encoder makes of them.

A word counts by how rare it is in our own questions («what» little, a name much), and is met to the share of
its grams that the other question has, so that affixes and slips of the hand cost little.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from arabic import search_key
from arabic.lexicon import words as lexicon
from index.grams import grams

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float32]

SHORT_LATIN = 3  # letters; in other scripts these are mostly articles and question words
SHORT_LATIN_WEIGHT = 0.3
LEAST_WEIGHT = 0.02
CACHED_WORDS = 16384  # of visitors' words, which have no end
UNKNOWN = -1  # the number of a gram that no known question has

_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the words of a query and of a known question have in common, each 0 to 1.

    `unmet` is the share (by weight) of the query's words that the known question lacks, `unasked` that of the
    known question's words that the query lacks; `worst_unmet` and `worst_unasked` the weight of the one word
    that is missed most.
    """

    unmet: float
    unasked: float
    worst_unmet: float
    worst_unasked: float


@dataclass(frozen=True, slots=True)
class Wording:
    """One question's words: its grams' numbers, where each word begins among them, each word's weight."""

    grams: IntArray
    starts: IntArray
    weights: FloatArray

    @classmethod
    def of(cls, text: str, number: dict[str, int], grow: bool) -> Wording:
        """Count a question's words; `grow` gives new grams a number, else they are UNKNOWN."""
        words = search_key(text).split()
        spelt = [
            [
                number.setdefault(gram, len(number)) if grow else number.get(gram, UNKNOWN)
                for gram in grams(word)
            ]
            for word in words
        ]
        return cls(
            np.array([gram for word in spelt for gram in word], dtype=np.int64),
            np.cumsum([0, *map(len, spelt)], dtype=np.int64)[:-1],
            np.array([weight_of(word) for word in words], dtype=np.float32),
        )

    def missing(self, has: BoolArray) -> tuple[float, float]:
        """Return the weighted share of words that are not there, and the greatest weight missing in one."""
        if not len(self.starts):
            return 1.0, 1.0
        found = has[self.grams].astype(np.float32)
        lengths = np.diff(self.starts, append=len(found))
        missing = self.weights * (1.0 - np.add.reduceat(found, self.starts) / lengths)
        return float(missing.sum() / self.weights.sum()), float(missing.max())


@dataclass(frozen=True)
class Wordings:
    """The words of the known questions, in their order; `numbers` are those of their grams."""

    numbers: dict[str, int]
    questions: tuple[Wording, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Wordings:
        """Count the words of these questions."""
        numbers: dict[str, int] = {}
        return cls(numbers, tuple(Wording.of(text, numbers, grow=True) for text in texts))

    def likeness(self, query: str, rows: Sequence[int]) -> list[Likeness]:
        """Hold a query against the known questions of these rows."""
        asked = Wording.of(query, self.numbers, grow=False)
        in_query = self._marked(asked)
        found = []
        for row in rows:
            known = self.questions[row]
            unmet, worst_unmet = asked.missing(self._marked(known))
            unasked, worst_unasked = known.missing(in_query)
            found.append(Likeness(unmet, unasked, worst_unmet, worst_unasked))
        return found

    def at(self, rows: Sequence[int]) -> Wordings:
        """Return those of these rows."""
        return Wordings(self.numbers, tuple(self.questions[row] for row in rows))

    def plus(self, other: Wordings) -> Wordings:
        """Return these and the other's after them."""
        numbers = dict(self.numbers)
        anew = np.array([numbers.setdefault(gram, len(numbers)) for gram in other.numbers], dtype=np.int64)
        moved = (Wording(anew[known.grams], known.starts, known.weights) for known in other.questions)
        return Wordings(numbers, (*self.questions, *moved))

    def _marked(self, wording: Wording) -> BoolArray:
        marks = np.zeros(len(self.numbers) + 1, dtype=bool)  # the last place is UNKNOWN's
        marks[wording.grams] = True
        marks[UNKNOWN] = False
        return marks


@lru_cache(maxsize=CACHED_WORDS)
def weight_of(word: str) -> float:
    """Return the weight of a search key's word: near 0 for the commonest in questions, 1 for a rare one."""
    counts, most = _counts()
    if len(word) <= SHORT_LATIN and _LATIN.search(word):
        return SHORT_LATIN_WEIGHT
    return max(LEAST_WEIGHT, 1.0 - math.log1p(counts.get(word, 0)) / math.log1p(most))


@cache
def _counts() -> tuple[dict[str, int], int]:
    counts: dict[str, int] = {}
    for word, count in lexicon().items():
        key = search_key(word)
        counts[key] = counts.get(key, 0) + count
    return counts, max(counts.values())
