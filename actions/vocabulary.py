"""Which words stand in which passages, noted once an index: no message goes through all of them.

What was noted of a passage is taken over into the next index that holds the same words.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from threading import Lock

from actions.subject import all_stems, stem
from arabic import search_key
from documents.passage import Passage
from index import Index

Places = dict[str, list[int]]  # of a stem: the places of the passages that hold it, in order
Noted = dict[tuple[str, str], "array[int]"]  # the numbers of a passage's words, by its heading and text


class Vocabulary:
    """The words of passages, each list made when it is first wanted; `before` is that of the last index."""

    def __init__(self, passages: Sequence[Passage], before: Vocabulary | None = None) -> None:
        self._passages = passages
        self._numbers: dict[str, int] = {} if before is None else before._numbers
        self._known: Noted = {} if before is None else before.__dict__.get("_noted", before._known)

    @cached_property
    def words(self) -> frozenset[str]:
        """The search keys of all words of headings and texts."""
        noted, every = self._noted, list(self._numbers)
        return frozenset(every[number] for numbers in noted.values() for number in numbers)

    def headed(self, stems: frozenset[str]) -> list[Passage]:
        """The passages whose heading holds every one of these stems."""
        return self._holders(self._headings, stems)

    def holding(self, stems: frozenset[str]) -> list[Passage]:
        """The passages whose heading and text together hold every one of them."""
        return self._holders(self._texts, stems)

    @cached_property
    def _noted(self) -> Noted:
        found = {}
        with _noting:  # the numbers are those of all indexes
            for one in self._passages:
                words = (one.heading, one.text)
                found[words] = self._known[words] if words in self._known else self._note(words)
        self._known = {}
        return found

    def _note(self, words: tuple[str, str]) -> array[int]:
        every = set(search_key(" ".join(words)).split())
        return array("L", (self._numbers.setdefault(word, len(self._numbers)) for word in every))

    @cached_property
    def _headings(self) -> Places:
        return _places(all_stems(one.heading) for one in self._passages)

    @cached_property
    def _texts(self) -> Places:
        noted = self._noted
        stems = [stem(word) for word in self._numbers]
        return _places({stems[at] for at in noted[one.heading, one.text]} for one in self._passages)

    def _holders(self, places: Places, stems: frozenset[str]) -> list[Passage]:
        rarest_first = sorted((places.get(each, []) for each in stems), key=len)
        if not rarest_first:
            return []
        common = set(rarest_first[0]).intersection(*rarest_first[1:])
        return [self._passages[place] for place in sorted(common)]


def vocabulary_of(index: Index) -> Vocabulary:
    """An index's vocabulary; kept until the index is another."""
    passages = index.passages
    kept = _kept[-1] if _kept else None
    if kept is None or kept[0] is not passages:
        kept = (passages, Vocabulary(passages, kept[1] if kept else None))
        _kept[:] = [kept]
    return kept[1]


_noting = Lock()
_kept: list[tuple[Sequence[Passage], Vocabulary]] = []  # the last


def _places(stems_of_each: Iterable[Iterable[str]]) -> Places:
    found: Places = {}
    for place, stems in enumerate(stems_of_each):
        for each in stems:
            found.setdefault(each, []).append(place)
    return found
