"""A first word without the "and" that is joined to it."""

from __future__ import annotations

from actions.follow_up.reading import CONJUNCTIONS, MIN_JOINED_LETTERS
from actions.follow_up.topics import Sections, stem, words_of
from arabic import encoder_form, search_key
from index import Index

MAX_WORDS = 5  # a longer message is no bare topic


def parted(text: str, index: Index) -> str:
    """The text with its first word parted where "and" is joined to a word of the sources.

    A word with the article needs it not: it shows the conjunction by itself.
    """
    words = search_key(text).split()
    if not 0 < len(words) <= MAX_WORDS or not words[0].startswith(CONJUNCTIONS):
        return text
    whole, joined = words[0], words[0][1:]
    if len(joined) < MIN_JOINED_LETTERS or joined.startswith("\u0627\u0644"):  # the article
        return text
    if not _known(joined, index) or _known(whole, index):
        return text
    shown = encoder_form(text).lstrip()
    return f"{shown[0]} {shown[1:]}" if shown.startswith(CONJUNCTIONS) else text


def _known(word: str, index: Index) -> bool:
    return Sections(index).know(stem(word)) or any(word in words_of(p) for p in index.passages)
