"""Which words stand in which passages, noted once an index: no message goes through all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from actions.subject import all_stems
from arabic import search_key
from documents.passage import Passage
from index import Index

Places = dict[str, list[int]]  # of a word: the places of the passages that hold it, in order


class Vocabulary:
    """The words of passages, each list made when it is first wanted."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages

    @cached_property
    def words(self) -> frozenset[str]:
        """The search keys of all words of headings and texts."""
        return frozenset(word for one in self._passages for word in search_key(_whole(one)).split())

    def headed(self, stems: frozenset[str]) -> list[Passage]:
        """The passages whose heading holds every one of these stems."""
        return self._holders(self._headings, stems)

    def holding(self, stems: frozenset[str]) -> list[Passage]:
        """The passages whose heading and text together hold every one of them."""
        return self._holders(self._texts, stems)

    @cached_property
    def _headings(self) -> Places:
        return _places(one.heading for one in self._passages)

    @cached_property
    def _texts(self) -> Places:
        return _places(map(_whole, self._passages))

    def _holders(self, places: Places, stems: frozenset[str]) -> list[Passage]:
        rarest_first = sorted((places.get(stem, []) for stem in stems), key=len)
        if not rarest_first:
            return []
        common = set(rarest_first[0]).intersection(*rarest_first[1:])
        return [self._passages[place] for place in sorted(common)]


def vocabulary_of(index: Index) -> Vocabulary:
    """An index's vocabulary; kept until the index is another."""
    passages = index.passages
    kept = _kept[-1] if _kept else None
    if kept is None or kept[0] is not passages:
        kept = (passages, Vocabulary(passages))
        _kept[:] = [kept]
    return kept[1]


_kept: list[tuple[Sequence[Passage], Vocabulary]] = []  # the last


def _whole(passage: Passage) -> str:
    return f"{passage.heading} {passage.text}"


def _places(texts: Iterable[str]) -> Places:
    found: Places = {}
    for place, text in enumerate(texts):
        for stem in all_stems(text):
            found.setdefault(stem, []).append(place)
    return found
