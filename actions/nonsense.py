"""Detect keyboard mashing."""

from __future__ import annotations

import re

from arabic import encoder_form, search_key

ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "\u0636\u0635\u062b\u0642\u0641\u063a\u0639\u0647\u062e\u062d\u062c\u062f",  # Arabic, upper row
    "\u0634\u0633\u064a\u0628\u0644\u0627\u062a\u0646\u0645\u0643\u0637",  # middle row
    "\u0626\u0621\u0624\u0631\u0649\u0629\u0648\u0632\u0638",  # lower row
)
RUN = 4  # neighbouring keys in a row that few words have
SHARE = 0.6  # of a word that a run must cover
ARTICLE = "\u0627\u0644"  # alef, lam; with the next letters it may be neighbouring keys
MIN_LETTERS = 4  # a shorter word may be anything
MAX_POSITION_DIGITS = 2  # of a number that may be a place in a list
MIN_HELD = 3  # times the same letter, in a message of that alone
_WORD = re.compile(r"[^\W\d_]+")
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
    """Whether it is digits or single letters over and over, or every longer word is struck at random.

    Such a word is a run of neighbouring keys, a syllable repeated, or without a vowel.
    """
    if _is_of_digits(text) or _is_of_single_letters(text):
        return True
    words = [word for word in search_key(text).split() if len(word) >= MIN_LETTERS and word.isalpha()]
    return bool(words) and all(_is_mash(word) for word in words)


def _is_of_digits(text: str) -> bool:
    """Whether it has digits and marks alone, more than numbers of a list: "7777", "00 11", "12 34 56"."""
    numbers = search_key(text).split()
    if not numbers or not all(number.isdigit() for number in numbers):
        return False
    longest = max(map(len, numbers))
    return longest > MAX_POSITION_DIGITS or any(n == "0" * len(n) for n in numbers if len(n) > 1)


def _is_of_single_letters(text: str) -> bool:
    """Whether each word is one letter, held or struck again: one such word, or several short ones."""
    words = _WORD.findall(encoder_form(text))
    if not words or not all(len(set(word)) == 1 for word in words):
        return False
    return max(map(len, words)) >= (MIN_HELD if len(words) == 1 else 2)


def _is_mash(word: str) -> bool:
    if _REPEATED.fullmatch(word) or _NO_VOWEL.search(word):
        return True
    word = word.removeprefix(ARTICLE)
    return _letters_in_runs(word) >= max(RUN, SHARE * len(word))


def _letters_in_runs(word: str) -> int:
    """How many letters of a word stand in runs of neighbouring keys."""
    starts = [start for start in range(len(word) - RUN + 1) if word[start : start + RUN] in _RUNS]
    return len({place for start in starts for place in range(start, start + RUN)})
