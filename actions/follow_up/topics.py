"""Which sections and points words name, told from the index's own headings and texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache

import arabic
from actions.follow_up.reading import keys
from arabic import search_key
from arabic.lexicon import load
from documents.passage import Passage
from index import Index


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of a search key's word, its synonym's where data/lexicon/stems.toml has one."""
    while (shorn := arabic.stem(_synonyms().get(word, word))) != word:
        word = shorn
    return word


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's words, those apart that every section shares."""
    return frozenset(map(stem, search_key(text).split())) - _subject_stems()


@lru_cache(maxsize=8192)
def words_of(passage: Passage) -> frozenset[str]:
    """The search keys of a passage's words."""
    return frozenset(search_key(f"{passage.heading} {passage.text}").split())


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


def sections_counted(asked: str, index: Index) -> tuple[str, ...]:
    """The sections whose points are called as the words call them: the roles of both kinds for "role"."""
    return Sections(index).named([stem(word) for word in search_key(asked).split()])


def points_of(index: Index, sections: Iterable[str]) -> tuple[str, ...]:
    """The ids of the sections' points, in order."""
    return tuple(point.id for section in sections for point in index.points(section))


def point_called(index: Index, words: frozenset[str]) -> str:
    """The id of the one point that stems single out, by its heading or else by all its words; else empty."""
    points = [passage for passage in index.passages if passage.kind == "point"]
    return only_headed(points, words) or only_holder(points, words)


def only_holder(passages: Iterable[Passage], words: frozenset[str]) -> str:
    """The id of the one passage whose heading and text hold every stem; empty when none or several do."""
    return _only([p.id for p in passages if words and words <= stems(f"{p.heading} {p.text}")])


def only_headed(passages: Iterable[Passage], words: frozenset[str]) -> str:
    """The id of the one passage whose heading holds every stem; empty when none or several do."""
    return _only([p.id for p in passages if words and words <= stems(p.heading)])


def _only(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else ""


@cache
def _synonyms() -> Mapping[str, str]:
    return {search_key(word): stem for stem, words in load("stems").items() for word in words}


@cache
def _subject_stems() -> frozenset[str]:
    return frozenset(map(stem, keys()["subject"]))
