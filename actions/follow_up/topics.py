"""Which sections and points words name, told from the index's own headings and texts."""

from __future__ import annotations

from collections.abc import Iterable

from actions.sections import sections_of
from actions.vocabulary import vocabulary_of
from arabic import search_key
from documents.passage import Passage
from index import Index


def sections_counted(asked: str, index: Index) -> tuple[str, ...]:
    """The sections whose points are called as the words call them: the roles of both kinds for "role"."""
    return sections_of(index).named(search_key(asked).split())


def points_of(index: Index, sections: Iterable[str]) -> tuple[str, ...]:
    """The ids of the sections' points, in order."""
    return tuple(point.id for section in sections for point in index.points(section))


def point_called(index: Index, words: frozenset[str]) -> str:
    """The id of the one point that stems single out, by its heading or else by all its words; else empty."""
    return point_headed(index, words) or _only_point(vocabulary_of(index).holding(words))


def point_headed(index: Index, words: frozenset[str]) -> str:
    """The id of the one point whose heading holds every stem; empty when none or several do."""
    return _only_point(vocabulary_of(index).headed(words))


def only_holder(index: Index, passages: Iterable[Passage], words: frozenset[str]) -> str:
    """The id of the one of these passages that holds every stem; empty when none or several do."""
    holding = {passage.id for passage in vocabulary_of(index).holding(words)}
    return _only([passage.id for passage in passages if passage.id in holding])


def _only_point(passages: Iterable[Passage]) -> str:
    return _only([passage.id for passage in passages if passage.kind == "point"])


def _only(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else ""
