"""The sections of the documents: what they are called, and which of them words name.

All is read from the index: a section's own heading, and what its document says that it is called besides
(documents.passage.SectionNames). No word here belongs to one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actions.follow_up.reading import keys
from actions.subject import stem, stems
from arabic import search_key
from arabic.lexicon import pattern_of
from contract.about import about
from documents.passage import Passage, SectionNames
from index import Index

_NOTHING = re.compile("(?!)")
MAX_TOGETHER = 3  # sections that a word names together; a word of more headings names none
# Words that say nothing of a topic, but for what is counted: "role", "point".
SMALL_WORDS = ("carriers", "asking", "markers", "leaned_on", "what_about", "subject")


@dataclass(frozen=True, slots=True)
class Section:
    """`passage` stands for it: its overview, else its first one. `words` are stems of what it is called."""

    passage: Passage
    names: SectionNames
    words: frozenset[str]
    other_names: re.Pattern[str]

    @property
    def id(self) -> str:
        return self.passage.section_id

    @property
    def heading(self) -> str:
        return self.passage.section or self.passage.heading

    def title(self, language: str) -> str:
        """What its button says in a language; "" where its heading is to stand there."""
        return str(getattr(self.names, language, ""))

    def is_called(self, word: str) -> bool:
        """Whether a search key's word is one of those that it is called by."""
        stemmed = stem(word)
        forms = (word, stemmed)
        return stemmed in self.words or any(self.other_names.fullmatch(form) for form in forms)


class Sections:
    """The sections of an index, in order."""

    def __init__(self, index: Index) -> None:
        first: dict[str, Passage] = {}
        for passage in index.passages:
            known = first.setdefault(passage.section_id, passage)
            if passage.kind == "overview" and known.kind != "overview":
                first[passage.section_id] = passage
        documents = {passage.document: index.document(passage.document) for passage in first.values()}
        named = {each.id: each for document in documents.values() for each in document.sections}
        self.all = tuple(_section(passage, named.get(id_)) for id_, passage in first.items())
        self._is_ours = {id_: p.kind == "overview" and p.heading_is_ours for id_, p in first.items()}
        self._of_passage = {section.passage.id: section for section in self.all}
        self._by_stem: dict[str, list[int]] = {}  # the places of the sections whose words hold it
        for place, section in enumerate(self.all):
            for word in section.words:
                self._by_stem.setdefault(word, []).append(place)
        self._with_names = [place for place, each in enumerate(self.all) if each.names.names]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the passages that stand for them."""
        return tuple(self._of_passage)

    def of(self, passage_id: str) -> Section | None:
        """The section that a passage stands for."""
        return self._of_passage.get(passage_id)

    def heading_is_ours(self, passage: Passage) -> bool:
        """Whether the heading of a passage's section is ours, and no place in the document."""
        return self._is_ours.get(passage.section_id, False)

    def know(self, word: str) -> bool:
        """Whether any is called by a search key's word."""
        return bool(self._called(word))

    def named(self, words: Iterable[str]) -> tuple[str, ...]:
        """Those that words of search keys name: called by all of them, else singled out by one of them."""
        known = {word: holders for word in words if (holders := self._holders(word))}
        if not known:
            return ()
        first, *others = map(frozenset, known.values())
        common = first.intersection(*others)
        every = tuple(id_ for id_ in next(iter(known.values())) if id_ in common)
        return every or self._singled_out(known.values())

    def singled_out(self, words: Iterable[str]) -> tuple[str, ...]:
        """Those that alone are called by one of the words, in the order of the words."""
        return self._singled_out(map(self._holders, words))

    def _singled_out(self, found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(holders[0] for holders in found if len(holders) == 1))

    def _holders(self, word: str) -> tuple[str, ...]:
        return tuple(section.passage.id for section in self._called(word))

    def _called(self, word: str) -> list[Section]:
        """Those that are called by a search key's word, in order."""
        places = set(self._by_stem.get(stem(word), []))
        places.update(place for place in self._with_names if self.all[place].is_called(word))
        return [self.all[place] for place in sorted(places)]


def sections_of(index: Index) -> Sections:
    """The sections of an index; kept until it, or what the assistant is about, is another."""
    names, passages = about().all_names(), index.passages
    kept = _kept[-1] if _kept else None
    if kept is None or kept[0] is not passages or kept[1] != names:
        kept = (passages, names, Sections(index))
        _kept[:] = [kept]
    return kept[2]


def singled_out(asked: str, index: Index) -> tuple[str, ...]:
    """The ids of the sections that words of a message name and no other section shares, in their order."""
    return sections_of(index).singled_out(search_key(asked).split())


def named_sections(asked: str, index: Index) -> tuple[str, ...]:
    """The ids of the sections that a message is about, a few together where they share the word said."""
    named = sections_of(index).named(search_key(asked).split())
    return named if len(named) <= MAX_TOGETHER else ()


def overviews(index: Index) -> tuple[str, ...]:
    """The ids of the passages that stand for the index's sections, in order."""
    return sections_of(index).ids


def title_in(index: Index, passage_id: str, language: str) -> str:
    """What a section's button says in a language; empty for what is no section or has no title."""
    section = sections_of(index).of(passage_id)
    return section.title(language) if section else ""


_kept: list[tuple[Sequence[Passage], tuple[str, ...], Sections]] = []  # the last


def _section(passage: Passage, names: SectionNames | None) -> Section:
    names = names or SectionNames(passage.section_id)
    titles = (passage.section or passage.heading, names.ar, names.en, names.fr)
    words = frozenset().union(*map(stems, titles)) - _small_words()
    return Section(passage, names, words, pattern_of(names.names) if names.names else _NOTHING)


def _small_words() -> frozenset[str]:
    groups = (keys()[group] for group in SMALL_WORDS)
    return frozenset(map(stem, frozenset().union(*groups) - keys()["counted"]))
