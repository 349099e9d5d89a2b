"""Keys struck at random, told from words by where the keys lie."""

from __future__ import annotations

import re

from arabic import search_key

ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "\u0636\u0635\u062b\u0642\u0641\u063a\u0639\u0647\u062e\u062d\u062c\u062f",  # Arabic, upper row
    "\u0634\u0633\u064a\u0628\u0644\u0627\u062a\u0646\u0645\u0643\u0637",  # middle row
    "\u0626\u0621\u0624\u0631\u0649\u0629\u0648\u0632\u0638",  # lower row
)
RUN = 4  # neighbouring keys in a row that no word has
MIN_LETTERS = 4  # a shorter word may be anything
_REPEATED = re.compile(r"(\S{1,3})\1{2,}")
_NO_VOWEL = re.compile(r"[b-df-hj-np-tv-xz]{6,}")
_FOLDED_ROWS = tuple(search_key(row) for row in ROWS)
_RUNS = frozenset(
    line[start : start + RUN]
    for row in (*ROWS, *_FOLDED_ROWS)
    for line in (row, row[::-1])
    for start in range(len(line) - RUN + 1)
)


def is_mash(text: str) -> bool:
    """Whether every longer word is a run of neighbouring keys, a syllable repeated, or without a vowel."""
    words = [word for word in search_key(text).split() if len(word) >= MIN_LETTERS and word.isalpha()]
    return bool(words) and all(_is_mash(word) for word in words)


def _is_mash(word: str) -> bool:
    if _REPEATED.fullmatch(word) or _NO_VOWEL.search(word):
        return True
    return any(word[start : start + RUN] in _RUNS for start in range(len(word) - RUN + 1))
