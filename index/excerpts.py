"""Words of the passages themselves, taken as the shortest of questions: people also type «الأرياف» and wait.

Of each point: its heading, and its pairs of neighbouring words of which one stands in no other passage.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from arabic import search_key
from index.passage import Passage

WEIGHT = 0.15  # of an excerpt beside a question, which somebody has asked; best of .12 to 1
MIN_CHARACTERS = 3  # of a search key: a shorter word is mostly a particle
_WORD = re.compile("[\\w\u064b-\u0652]+")  # diacritics are no letters to \w


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A few words, and the id of the passage that they come from."""

    text: str
    passage: str


def excerpts_of(passages: Sequence[Passage], known: Collection[str]) -> tuple[Excerpt, ...]:
    """Return the excerpts of the points among `known` (ids), each once, in order."""
    words = {passage.id: _WORD.findall(passage.text) for passage in passages}
    holders = Counter(key for found in words.values() for key in {search_key(word) for word in found})
    return tuple(
        Excerpt(text, passage.id)
        for passage in passages
        if passage.kind == "point" and passage.id in known
        for text in dict.fromkeys([*_heading(passage), *_pairs(words[passage.id], holders)])
    )


def _heading(passage: Passage) -> list[str]:
    heading = passage.heading.strip(" :\n")
    return [heading] if heading else []


def _pairs(words: Sequence[str], holders: Counter[str]) -> list[str]:
    pairs = pairwise(words)
    return [
        f"{first} {second}"
        for first, second in pairs
        if _tells(search_key(first), search_key(second), holders)
    ]


def _tells(first: str, second: str, holders: Counter[str]) -> bool:
    return min(len(first), len(second)) >= MIN_CHARACTERS and 1 in (holders[first], holders[second])
