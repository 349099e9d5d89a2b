"""How people name a thing, read from the names that they use for it.

A name of one word names the thing by itself. In a longer one, a word that does so elsewhere carries it; where
there is none, the first does in Arabic, the last in Latin letters. The others only say more of it: «صغيرة»
alone names no enterprise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from arabic.forms import has_arabic, search_key
from arabic.lexicon import ANY_ENDING, choices_of

Role = Literal["names", "qualifies", "joins", ""]

PREFIXES = ("لل", "ل", "بال", "ب", "وال", "و", "فال", "ف", "كال", "ك", "ال", "")
ARTICLES = ("وال", "ال")
WAW = "\u0648"  # "and", written as part of the next word
MIN_AFTER_WAW = 4
JOINING = ("and", "et")
# Words within or before a name that name and say nothing.
SMALL_IN_LATIN = (
    "the",
    "of",
    "in",
    "for",
    "a",
    "an",
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "en",
    "sur",
    "pour",
)
SMALL_IN_ARABIC = ("في", "من", "عن", "على", "إلى")
SMALL = frozenset(map(search_key, SMALL_IN_LATIN + SMALL_IN_ARABIC))
_BLANK = re.compile(r"[\s\-]+")


@dataclass(frozen=True)
class Names:
    """The words of names, as search keys, a star for any ending: those that name, and those that say more."""

    heads: frozenset[str]
    qualifiers: frozenset[str]
    joins: frozenset[str]

    def role(self, word: str) -> Role:
        """What a word of a text does in a name, its article and particles read away."""
        return self.role_of_key(search_key(word))

    def role_of_key(self, key: str) -> Role:
        """The same of a word's search key."""
        if key in self.joins:
            return "joins"
        if _one_of(self.heads).fullmatch(key):
            return "names"
        return "qualifies" if _one_of(self.qualifiers).fullmatch(key) else ""

    @property
    def words(self) -> re.Pattern[str]:
        """Finds any word of a name in a search key."""
        return _anywhere(self.heads | self.qualifiers)


@lru_cache(maxsize=8)
def names_of(names: tuple[str, ...]) -> Names:
    """Read names; empty ones say nothing."""
    words = [own for name in names if (own := _words(name))]
    heads = {form for name in words if len(name) == 1 for form in name[0]}
    known = _one_of(frozenset(heads))
    for name in words:
        if not any(known.fullmatch(_bare(form)) for word in name for form in word):
            heads |= set(name[0] if has_arabic(name[0][0]) else name[-1])
    rest = {form for name in words for word in name for form in word} - heads
    found = _one_of(frozenset(heads))
    qualifiers = {form for form in rest if not found.fullmatch(_bare(form))}
    inner = {key for name in names for key in map(search_key, _BLANK.split(name)[1:-1]) if key in SMALL}
    return Names(frozenset(heads), frozenset(qualifiers), frozenset((*JOINING, *inner)))


def _words(name: str) -> list[tuple[str, ...]]:
    """The words of a name that say something, each in the forms that it may be read as."""
    found = []
    for word in _BLANK.split(name):
        key = search_key(word)
        if key and key not in SMALL and key not in JOINING:
            found.append(tuple(form + ANY_ENDING * word.endswith(ANY_ENDING) for form in _forms(key)))
    return found


def _forms(key: str) -> tuple[str, ...]:
    """A key without its article; with and without a waw that may be its own letter."""
    for article in ARTICLES:
        if key.startswith(article) and len(key) > len(article) + 1:
            return (key.removeprefix(article),)
    if key.startswith(WAW) and len(key) > MIN_AFTER_WAW:
        return (key, key[1:])
    return (key,)


def _bare(form: str) -> str:
    return form.removesuffix(ANY_ENDING)


@lru_cache(maxsize=32)
def _one_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_prefixes()})(?:{choices_of(words)})") if words else re.compile("(?!)")


@lru_cache(maxsize=8)
def _anywhere(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_one_of(words).pattern})(?!\S)")


def _prefixes() -> str:
    return "|".join(map(search_key, PREFIXES))
