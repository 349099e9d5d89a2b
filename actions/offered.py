"""The sections that are offered as buttons: readable ones, the most asked first, at most eight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice, zip_longest

from actions.follow_up.reading import ordinals
from actions.sections import Section, Sections, sections_of
from arabic import search_key
from arabic.lexicon import load, patterns
from contract.asked import times_asked
from index import Index

MAX_OFFERED = 8
MAX_HEADING_CHARACTERS = 120  # a longer one is a sentence that was taken for a heading
MIN_LETTERS = 2
TOPIC, DIVISIONS = "section_classes", "divisions"

_ROMAN = re.compile("[ivx]+")
_PARTING = re.compile(
    r"[:.)\-\u2013\u060c\u0640]$"
)  # en dash, Arabic comma, tatweel: they end what numbers a heading
_AROUND = " :.()-\u2013\u060c\u061b\u0640\n"  # with the Arabic semicolon


def offered(index: Index) -> tuple[str, ...]:
    """The ids of the passages that stand for the sections to offer; all where none is readable.

    Where they are too many, each document has its turn; those asked most come first.
    """
    chosen = _most_asked(_readable(sections_of(index)))
    return tuple(section.passage.id for section in chosen)


@lru_cache(maxsize=1)
def _readable(sections: Sections) -> list[Section]:
    """The sections with a heading that tells a topic, all where there is none."""
    readable = _each_label_once(section for section in sections.all if is_readable(section.heading))
    return readable or list(sections.all)


def label(section: Section) -> str:
    """A section's heading without what numbers it."""
    words = section.heading.split()
    own = " ".join(words[_numbering(words, is_strict=True) :]).strip(_AROUND)
    return own if search_key(own) else section.heading.strip(_AROUND)


def is_readable(heading: str) -> bool:
    """Whether a heading tells a topic: no introduction, conclusion, list of contents or number alone."""
    words = heading.split()
    own = search_key(" ".join(words[_numbering(words, is_strict=False) :]))
    if len(heading) > MAX_HEADING_CHARACTERS or sum(map(str.isalpha, own)) < MIN_LETTERS:
        return False
    return not any(pattern.fullmatch(own) for group, pattern in patterns(TOPIC).items() if group != DIVISIONS)


def _numbering(words: list[str], *, is_strict: bool) -> int:
    """How many words at the beginning number a heading: "2.1", "first:", "chapter two -".

    Strictly, a number in words counts after a division or before a mark alone: not in "the first law".
    """
    divisions = {search_key(word) for word in load(TOPIC)[DIVISIONS]}
    place, is_after_division = 0, False
    while place < len(words):
        word = words[place]
        key = search_key(word).replace(" ", "")
        following = words[place + 1 :]
        is_division = key in divisions and (not following or _is_number(following[0]))
        in_words = _is_number(word) and not _in_figures(key)
        if in_words and is_strict and not (is_after_division or _PARTING.search(word)):
            break
        if key and not is_division and not _is_number(word):
            break
        place, is_after_division = place + 1, is_division
    return place


def _is_number(word: str) -> bool:
    key = search_key(word).replace(" ", "")
    bare = key.removeprefix("\u0627\u0644")  # alef, lam: "the"
    return _in_figures(key) or bare in ordinals() or len(key) == 1


def _in_figures(key: str) -> bool:
    return key.replace(".", "").isdigit() or _ROMAN.fullmatch(key) is not None


def _each_label_once(sections: Iterable[Section]) -> list[Section]:
    return list({search_key(label(section)): section for section in reversed([*sections])}.values())[::-1]


def _most_asked(sections: list[Section]) -> list[Section]:
    """At most eight: those asked most, then of each document in turn, in the order of the documents."""
    asked = times_asked()
    ranked = [section for section in sections if asked.get(section.id)]
    ranked.sort(key=lambda section: -asked[section.id])
    if len(sections) <= MAX_OFFERED and not ranked:
        return sections
    chosen = ranked[:MAX_OFFERED]
    known = {section.id for section in chosen}
    others = (section.id for section in _in_turn(sections) if section.id not in known)
    kept = set(islice(others, MAX_OFFERED - len(chosen)))
    return [*chosen, *(section for section in sections if section.id in kept)]


def _in_turn(sections: list[Section]) -> Iterator[Section]:
    """One section of each document, then the next of each."""
    by_document: dict[str, list[Section]] = {}
    for section in sections:
        by_document.setdefault(section.passage.document, []).append(section)
    return (each for each in chain.from_iterable(zip_longest(*by_document.values())) if each is not None)
