"""What is known of the documents' sections besides their text: data/lexicon/sections.toml, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from arabic import search_key
from arabic.lexicon import load, pattern_of
from index import Index

LANGUAGES = ("ar", "en", "fr")  # the order of a section's titles
_INTENTS, _TITLES = " intents", " titles"


@dataclass(frozen=True, slots=True)
class Section:
    """`titles` by language; `words` finds the section's names in a search key."""

    titles: Mapping[str, str]
    intents: frozenset[str]
    words: re.Pattern[str]


@cache
def sections() -> Mapping[str, Section]:
    """The sections by the id of their overview, in the order of the file."""
    known = load("sections")
    return {
        id_: Section(
            titles=dict(zip(LANGUAGES, known.get(id_ + _TITLES, ()), strict=False)),
            intents=frozenset(known.get(id_ + _INTENTS, ())),
            words=pattern_of(words),
        )
        for id_, words in known.items()
        if not id_.endswith((_INTENTS, _TITLES))
    }


def sections_of_intent(intent: str) -> tuple[str, ...]:
    """The ids of the sections that an intent asks for; empty for an intent that names none."""
    return tuple(id_ for id_, section in sections().items() if intent in section.intents)


def asked_together(ids: tuple[str, ...]) -> tuple[str, ...]:
    """These sections in the order of the file, where one intent asks for them and no others; else empty."""
    for intent in frozenset().union(*(section.intents for section in sections().values())):
        together = sections_of_intent(intent)
        if len(together) > 1 and set(together) == set(ids):
            return together
    return ()


def title_in(passage_id: str, language: str) -> str:
    """What the section's button says in a language; empty for what is no section or has no title."""
    section = sections().get(passage_id)
    return section.titles.get(language, "") if section else ""


def named_sections(asked: str, index: Index) -> tuple[str, ...]:
    """The ids of the sections that the words name and the index holds, in the order they are named."""
    key, held = search_key(asked), set(overviews(index))
    found = {id_: match.start() for id_, known in sections().items() if (match := known.words.search(key))}
    return tuple(sorted(found.keys() & held, key=found.__getitem__))


def overviews(index: Index) -> tuple[str, ...]:
    """The ids of the index's sections, in order."""
    return tuple(passage.id for passage in index.passages if passage.kind == "overview")
