"""Which sections and points words name, told from the index's own headings and texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from actions.follow_up.words import ALIASES, SUBJECT
from arabic import search_key
from index import Index, Passage

MIN_STEM_LETTERS = 3
_PREFIX = re.compile(r"^(?:[وف]?(?:ال|بال|كال|لل)|[وف](?=..ا))")
_SUFFIX = re.compile(r"(?:يات|ات|ون|ين|يه|يا|ها|هم|ي|ه|ا)$")


def stem(word: str) -> str:
    """A search key's word without article and ending, at least 3 letters long where it was."""
    word = ALIASES.get(word, word)
    shorn = _PREFIX.sub("", word)
    word = shorn if len(shorn) >= MIN_STEM_LETTERS else word
    while (shorn := _SUFFIX.sub("", word)) != word and len(shorn) >= MIN_STEM_LETTERS:
        word = shorn
    return ALIASES.get(word, word)


SUBJECT_STEMS = frozenset(map(stem, SUBJECT))


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's words, those apart that every section shares."""
    return frozenset(map(stem, search_key(text).split())) - SUBJECT_STEMS


def words_of(passage: Passage) -> frozenset[str]:
    """The search keys of a passage's words."""
    return _words(f"{passage.heading} {passage.text}")


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(search_key(text).split())


class Sections:
    """The sections of an index by the stems of their headings."""

    def __init__(self, index: Index) -> None:
        overviews = [passage for passage in index.passages if passage.kind == "overview"]
        self.ids = tuple(overview.id for overview in overviews)
        self._headings = {overview.id: stems(overview.heading or overview.section) for overview in overviews}

    def know(self, word: str) -> bool:
        """Whether a stem stands in a section's heading."""
        return any(word in heading for heading in self._headings.values())

    def named(self, words: Collection[str]) -> tuple[str, ...]:
        """The sections named by stems: those that hold all, else those that one of them singles out."""
        words = [word for word in words if self.know(word)]
        if not words:
            return ()
        every = tuple(id_ for id_, heading in self._headings.items() if heading.issuperset(words))
        return every or tuple(id_ for id_ in self.ids if any(self._holders(word) == (id_,) for word in words))

    def _holders(self, word: str) -> tuple[str, ...]:
        return tuple(id_ for id_, heading in self._headings.items() if word in heading)


def points_of(index: Index, sections: Iterable[str]) -> tuple[str, ...]:
    """The ids of the sections' points, in order."""
    return tuple(point.id for section in sections for point in index.points(section))


def only_holder(passages: Iterable[Passage], words: frozenset[str]) -> str:
    """The id of the one passage whose heading and text hold every stem; empty when none or several do."""
    return _only([p.id for p in passages if words and words <= stems(f"{p.heading} {p.text}")])


def only_headed(passages: Iterable[Passage], words: frozenset[str]) -> str:
    """The id of the one passage whose heading holds every stem; empty when none or several do."""
    return _only([p.id for p in passages if words and words <= stems(p.heading)])


def _only(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else ""


def point_called(index: Index, words: frozenset[str]) -> str:
    """The id of the one point that stems single out, by its heading or else by all its words; else empty."""
    points = [passage for passage in index.passages if passage.kind == "point"]
    return only_headed(points, words) or only_holder(points, words)
