"""Repairs that a source suggests by its own words: glued joins and misread letters."""

import re
from collections import Counter

from arabic.letters import DIACRITIC_CLASS, LETTER_CLASS, TATWEEL

WORD = re.compile(f"[{LETTER_CLASS}{DIACRITIC_CLASS}{TATWEEL}]+")

_FINAL_LETTERS = "\u0629\u0649"  # ta marbuta, alef maksura: nothing follows them inside a word
_GLUED_AFTER_FINAL = re.compile(f"(?<=[{_FINAL_LETTERS}])(?=[{LETTER_CLASS}])")
_ALEF_MAKSURA, _YA = "\u0649", "\u064a"
_LOOKALIKES = (
    "\u0628\u062a\u062b\u0646\u064a",  # beh, teh, theh, noon, yeh
    "\u062c\u062d\u062e",  # jeem, hah, khah
    "\u062f\u0630",  # dal, thal
    "\u0631\u0632",  # reh, zain
    "\u0633\u0634",  # seen, sheen
    "\u0635\u0636",  # sad, dad
    "\u0637\u0638",  # tah, zah
    "\u0639\u063a\u0641\u0642",  # ain, ghain, feh, qaf
)
_TIMES_TO_TRUST = 3  # a word read so often is taken to be read right
_LETTERS_TO_COMPARE = 5
_LETTERS_OF_A_HALF = 4


class Vocabulary:
    """The words of a source, and what they suggest for a word that looks damaged."""

    def __init__(self, source: str) -> None:
        self._counts = Counter(WORD.findall(source))

    def join_after_final(self, word: str) -> int | None:
        """Return the offset after a letter of word that only ends words, or None."""
        final = _GLUED_AFTER_FINAL.search(word)
        return None if final is None else final.start()

    def join_between_known(self, word: str) -> int | None:
        """Return the offset that parts word into two words that the source has elsewhere, or None."""
        if self._counts[word] > 1:
            return None
        for offset in range(len(word) - _LETTERS_OF_A_HALF, _LETTERS_OF_A_HALF - 1, -1):
            if self._counts[word[:offset]] and self._counts[word[offset:]]:
                return offset
        return None

    def suggestion(self, word: str) -> str | None:
        """Return what to put for word, or None if nothing in the source speaks against it."""
        join = self.join_after_final(word) or self.join_between_known(word)
        if join is not None:
            return f"{word[:join]} {word[join:]}"
        with_ya = word[:-1] + _YA
        if word.endswith(_ALEF_MAKSURA) and self._counts[with_ya]:
            return with_ya
        if self._counts[word] == 1 and len(word) >= _LETTERS_TO_COMPARE:
            return self._lookalike(word)
        return None

    def _lookalike(self, word: str) -> str | None:
        for index, letter in enumerate(word):
            for row in _LOOKALIKES:
                for other in row if letter in row else "":
                    candidate = word[:index] + other + word[index + 1 :]
                    if self._counts[candidate] >= _TIMES_TO_TRUST:
                        return candidate
        return None
