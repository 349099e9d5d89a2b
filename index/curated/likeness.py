"""How alike two questions are in their words, and what makes them different however alike they sound.

A word counts by how rare it is in our own questions ("what" little, a name much). It is met to the share of
its grams that the other question has, so that affixes and typing errors cost little.
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
from arabic.lexicon import load, word_counts
from index.gram_counts import grams_of_word

# Groups of data/lexicon/contradiction.toml: what is asked for by a word anywhere, and by a first word.
ASKED_FOR = ("when", "where", "why", "many")
ASKED_FOR_FIRST = ("who",)

_NUMBER = re.compile(r"(?<![a-z\d])\d+(?![a-z])")
_CONTRACTED = re.compile(r"(?<=n) t\b")  # the search key of "isn't" is "isn t"

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float32]

SHORT_LATIN = 3  # letters; in other scripts these are mostly articles and question words
SHORT_LATIN_WEIGHT = 0.3
LEAST_WEIGHT = 0.02
CACHED_WORDS = 16384  # of visitors' words, which have no end
UNKNOWN = -1  # the number of a gram that no curated question has
MATTERS = 0.4  # the weight from which a word may be a name
ABSENT, PRESENT = 0.34, 0.6  # shares of a word's grams: below the first it is absent, from the second present
SLIP = 0.6  # likeness of letters (0 to 1) from which one word is the other, mistyped

_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Claims:
    """What sets a question apart: its numbers, whether it negates, and what it asks for ("when", "who")."""

    numbers: frozenset[str]
    is_negated: bool
    asks: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Claims:
        """Read them from a question in reading form."""
        key, lists = search_key(text), _lists()
        said = _CONTRACTED.sub(" not", lists.asker.sub(" ", key)).split()
        numbers = frozenset(number.lstrip("0") or "0" for number in _NUMBER.findall(key))
        asks = {lists.asks[word] for word in said if word in lists.asks}
        asks |= {lists.opens[word] for word in said[:1] if word in lists.opens}
        return cls(numbers, not lists.negations.isdisjoint(said), frozenset(asks))

    def contradict(self, other: Claims) -> bool:
        """Whether both cannot be the same question."""
        if self.numbers != other.numbers or self.is_negated != other.is_negated:
            return True
        return bool(self.asks) and bool(other.asks) and self.asks.isdisjoint(other.asks)


def asking_words() -> frozenset[str]:
    """Return the words that only say what is asked for, as search keys."""
    return _lists().asking


@dataclass(frozen=True, slots=True)
class _Lists:
    negations: frozenset[str]
    asker: re.Pattern[str]
    asks: dict[str, str]
    opens: dict[str, str]
    asking: frozenset[str]


@cache
def _lists() -> _Lists:
    words = load("contradiction")
    negations, nots, askers = (
        [search_key(word) for word in words[name]] for name in ("negations", "askers_not", "askers")
    )
    asks, opens = (
        {search_key(word): group for group in groups for word in words[group]}
        for groups in (ASKED_FOR, ASKED_FOR_FIRST)
    )
    asker = re.compile(rf"\b(?:{'|'.join(nots)}) (?:{'|'.join(askers)})\b")
    return _Lists(frozenset(negations), asker, asks, opens, frozenset(asks) | frozenset(opens))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the words of a query and of a curated question have in common.

    `unmet` is the share (by weight, 0 to 1) of the query's words that the curated question lacks, `unasked`
    that of the curated question's words that the query lacks. `names_another`: one word is replaced
    and the rest is there, as when the same is asked about another name.
    """

    unmet: float
    unasked: float
    names_another: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's words: their weights, the numbers of their grams, where each word's begin and how many."""

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
        """Return the share of each word's grams that `has` marks, 0 to 1."""
        if not len(self.starts):
            return np.zeros(0, dtype=np.float32)
        found = has[self.grams].astype(np.float32)
        return np.asarray(np.add.reduceat(found, self.starts) / self.lengths)

    def missing(self, met: FloatArray) -> float:
        """Return the weighted share of the words that are not met."""
        return float((self.weights * (1.0 - met)).sum() / self.weights.sum()) if len(met) else 1.0

    def only_absent(self, met: FloatArray) -> str:
        """Return the one word that is absent, where the others that matter are present; else nothing."""
        absent = np.flatnonzero((met < ABSENT) & (self.weights >= MATTERS))
        if len(absent) != 1 or float(self.weights[met >= PRESENT].sum()) < self.weights[absent[0]]:
            return ""
        return str(self.words[absent[0]])


def replaces(word: str, other: str) -> bool:
    """Whether a word stands in the place of another and is no misspelling of it."""
    return bool(word and other) and SequenceMatcher(None, word, other).ratio() < SLIP


@dataclass(frozen=True)
class Wordings:
    """The words of the curated questions, in their order; `numbers` gives each gram's."""

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
        """Compare a query with the questions of these rows."""
        asked = Wording.of(query, lambda gram: self.numbers.get(gram, UNKNOWN))
        in_query = self._marked(asked)
        found = []
        for row in rows:
            known = self.questions[row]
            met, in_known = asked.met(self._marked(known)), known.met(in_query)
            another = replaces(asked.only_absent(met), known.only_absent(in_known))
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
    for word, count in word_counts().items():
        key = search_key(word)
        counts[key] = counts.get(key, 0) + count
    return counts, max(counts.values())
