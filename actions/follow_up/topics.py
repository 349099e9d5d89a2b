"""Which sections and points words name, told from the index's own headings and texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from actions.sections import sections_of
from actions.subject import stems
from arabic import search_key
from documents.passage import Passage
from index import Index


@lru_cache(maxsize=8192)
def words_of(passage: Passage) -> frozenset[str]:
    """The search keys of a passage's words."""
    return frozenset(search_key(f"{passage.heading} {passage.text}").split())


def sections_counted(asked: str, index: Index) -> tuple[str, ...]:
    """The sections whose points are called as the words call them: the roles of both kinds for "role"."""
    return sections_of(index).named(search_key(asked).split())


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
