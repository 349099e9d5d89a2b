"""A text as the index of words holds it."""

from __future__ import annotations

import re
from functools import lru_cache

from arabic import search_key, stem

MAX_WORD_CHARACTERS = 64  # nobody looks for a longer one
# SQLite's tokenizer parts words at letters that came into Unicode after it; these it surely knows.
_KNOWN = re.compile("[0-9a-z\u0621-\u064a]+")


@lru_cache(maxsize=2_000)  # answers quote the same passages again and again
def words_of(text: str) -> tuple[str, ...]:
    """Return the stems of the text's words, each once, in the order they come."""
    return tuple(dict.fromkeys(_indexed(word) for word in search_key(text).split()))


@lru_cache(maxsize=50_000)
def _indexed(word: str) -> str:
    word = stem(word[:MAX_WORD_CHARACTERS])
    return word if _KNOWN.fullmatch(word) else f"0x{word.encode().hex()}"
