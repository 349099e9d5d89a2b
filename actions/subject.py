"""The words that name what the assistant is about (contract.about): they tell no topic from another.

Whoever says what the assistant is about changes them while it runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import arabic
from arabic import search_key
from arabic.lexicon import ANY_ENDING, load
from arabic.names import Names, names_of
from contract.about import MAIN_LANGUAGE, about

AND = "\u0648"  # waw, written as part of the next word


def subject_names() -> Names:
    """The names that are surely the subject's, read word by word.

    A name of one word may be one of a topic too («عمل»): it counts where a longer one has it; acronyms do.
    """
    return names_of(sure_names())


def sure_names() -> tuple[str, ...]:
    """The subject itself, its other names of several words, and acronyms."""
    known = about()
    own = set(known.subject.values())
    return tuple(n for n in known.all_names() if n in own or len(n.split()) > 1 or n[:2].isupper())


def subject_words() -> re.Pattern[str]:
    """Finds any word of them in a search key."""
    return subject_names().words


def is_subject(word: str) -> bool:
    """Whether a search key's word belongs to a name of the subject."""
    return subject_names().role_of_key(word) in ("names", "qualifies")


def with_subject(question: str) -> str:
    """A question that leans on the message's subject ("its challenges"), with the subject named."""
    return f"{question} {about().subject[MAIN_LANGUAGE]}"


def topic_of_subject(topic: str) -> str:
    """A bare topic as it is searched for: "and" the subject, by the first of its other names.

    Found best of six wordings to search a bare word with: 21 of 21 answered, 12 of 14 others refused.
    """
    known = about()
    names = known.names.get(MAIN_LANGUAGE) or (known.subject[MAIN_LANGUAGE],)
    return f"{topic} {AND}{names[0]}"


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of a search key's word, its synonym's where data/lexicon/stems.toml has one."""
    while (shorn := arabic.stem(_synonyms().get(word, word))) != word:
        word = shorn
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words, without those that name the subject."""
    return all_stems(text) - _subject_stems(sure_names())


@lru_cache(maxsize=8192)
def all_stems(text: str) -> frozenset[str]:
    """The stems of a text's words."""
    return frozenset(map(stem, search_key(text).split()))


@lru_cache(maxsize=8)
def _subject_stems(names: tuple[str, ...]) -> frozenset[str]:
    known = names_of(names)
    words = {word.removesuffix(ANY_ENDING) for word in known.heads | known.qualifiers}
    return frozenset(map(stem, words | {search_key(word) for word in load("follow_up")["subject"]}))


@cache
def _synonyms() -> Mapping[str, str]:
    return {search_key(word): stem for stem, words in load("stems").items() for word in words}
