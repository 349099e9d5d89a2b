"""How alike two questions are in their words, whatever the encoder makes of them.

A word counts by how rare it is in our own questions («what» little, a name much), and is met to the share of
its grams that the other question has, so that affixes and slips of the hand cost little.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from arabic import search_key
from arabic.lexicon import word_counts as lexicon
from index.curated.contradiction import asking_words
from index.grams import grams_of_word

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float32]

SHORT_LATIN = 3  # letters; in other scripts these are mostly articles and question words
SHORT_LATIN_WEIGHT = 0.3
LEAST_WEIGHT = 0.02
CACHED_WORDS = 16384  # of visitors' words, which have no end
UNKNOWN = -1  # the number of a gram that no known question has
MATTERS = 0.4  # the weight from which a word may be a name
STRANGE, KNOWN = 0.34, 0.6  # shares of a word's grams: below the one it is not there, from the other on it is
SLIP = 0.6  # likeness of letters from which one word is the other, mistyped

_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the words of a query and of a known question have in common.

    `unmet` is the share (by weight, 0 to 1) of the query's words that the known question lacks, `unasked`
    that of the known question's words that the query lacks. `names_another`: one word of the known question
    has another in its place and the rest is there, as when the same is asked about another name.
    """

    unmet: float
    unasked: float
    names_another: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's words: their weights, their grams by number, where each begins, how many it has."""

    words: tuple[str, ...]
    weights: FloatArray
    grams: IntArray
    starts: IntArray
    lengths: IntArray

    @classmethod
    def of(cls, text: str, number: Callable[[str], int]) -> Wording:
        """Count a question's words; `number` gives that of a gram."""
        words = tuple(search_key(text).split())
        spelt = [[number(gram) for gram in grams_of_word(word)] for word in words]
        return cls(
            words,
            np.array([weight_of(word) for word in words], dtype=np.float32),
            np.array([gram for word in spelt for gram in word], dtype=np.int64),
            np.cumsum([0, *map(len, spelt)], dtype=np.int64)[:-1],
            np.array([len(word) for word in spelt], dtype=np.int64),
        )

    def met(self, has: BoolArray) -> FloatArray:
        """Return the share of each word's grams that are there, 0 to 1."""
        if not len(self.starts):
            return np.zeros(0, dtype=np.float32)
        found = has[self.grams].astype(np.float32)
        return np.asarray(np.add.reduceat(found, self.starts) / self.lengths)

    def missing(self, met: FloatArray) -> float:
        """Return the weighted share of the words that are not there."""
        return float((self.weights * (1.0 - met)).sum() / self.weights.sum()) if len(met) else 1.0

    def only_stranger(self, met: FloatArray) -> str:
        """Return the one word that is not there, where the others that matter are; else nothing."""
        strange = np.flatnonzero((met < STRANGE) & (self.weights >= MATTERS))
        if len(strange) != 1 or float(self.weights[met >= KNOWN].sum()) < self.weights[strange[0]]:
            return ""
        return str(self.words[strange[0]])


def replaces(word: str, other: str) -> bool:
    """Whether a word stands for another, which it is no slip of the hand of."""
    return bool(word and other) and SequenceMatcher(None, word, other).ratio() < SLIP


@dataclass(frozen=True)
class Wordings:
    """The words of the known questions, in their order; `numbers` are those of their grams."""

    numbers: dict[str, int]
    questions: tuple[Wording, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Wordings:
        """Count the words of these questions."""
        numbers: dict[str, int] = {}
        return cls(
            numbers,
            tuple(Wording.of(text, lambda gram: numbers.setdefault(gram, len(numbers))) for text in texts),
        )

    def likeness(self, query: str, rows: Sequence[int]) -> list[Likeness]:
        """Hold a query against the known questions of these rows."""
        asked = Wording.of(query, lambda gram: self.numbers.get(gram, UNKNOWN))
        in_query = self._marked(asked)
        found = []
        for row in rows:
            known = self.questions[row]
            met, in_known = asked.met(self._marked(known)), known.met(in_query)
            another = replaces(asked.only_stranger(met), known.only_stranger(in_known))
            found.append(Likeness(asked.missing(met), known.missing(in_known), another))
        return found

    def at(self, rows: Sequence[int]) -> Wordings:
        """Return those of these rows."""
        return Wordings(self.numbers, tuple(self.questions[row] for row in rows))

    def plus(self, other: Wordings) -> Wordings:
        """Return these and the other's after them."""
        numbers = dict(self.numbers)
        anew = np.array([numbers.setdefault(gram, len(numbers)) for gram in other.numbers], dtype=np.int64)
        moved = (replace(known, grams=anew[known.grams]) for known in other.questions)
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
    if word in asking_words():
        return LEAST_WEIGHT
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
