"""Arabic questions in Latin letters, as two kinds of writers spell them: one more disturbance."""

from __future__ import annotations

import re
from random import Random

from arabic import encoder_form

ALIKE = {
    "\u0627": "a", "\u0623": "a", "\u0625": "i", "\u0622": "a", "\u0621": "2", "\u0624": "2", "\u0626": "2",
    "\u0628": "b", "\u062a": "t", "\u062b": "th", "\u062f": "d", "\u0630": "dh", "\u0631": "r", "\u0632": "z",
    "\u0633": "s", "\u0635": "s", "\u0636": "d", "\u0638": "dh", "\u0641": "f", "\u0643": "k", "\u0644": "l",
    "\u0645": "m", "\u0646": "n", "\u0647": "h", "\u064a": "i", "\u0649": "a", "\u0629": "a", "\u0639": "3",
    "\u062d": "7", "\u0637": "t",
}  # fmt: skip
MAGHREB = ALIKE | {
    "\u062c": "dj",
    "\u062e": "kh",
    "\u0634": "ch",
    "\u063a": "gh",
    "\u0642": "9",
    "\u0648": "ou",
}
MASHREQ = ALIKE | {"\u062c": "g", "\u062e": "5", "\u0634": "sh", "\u063a": "8", "\u0642": "q", "\u0648": "o"}
ARTICLE = "\u0627\u0644"
WORD = re.compile("[\u0621-\u064a]+")
SHORT_VOWEL_SHARE = 0.5


def arabizi(text: str, chance: Random) -> str:
    """Spell every Arabic word in Latin letters, half of the short vowels guessed."""
    letters = chance.choice((MAGHREB, MASHREQ))
    vowel = "e" if letters is MASHREQ else "a"
    spelt = WORD.sub(lambda match: _word(match.group(), letters, vowel, chance), encoder_form(text))
    return spelt.replace("\u061f", "?").replace("\u060c", ",")


def _word(word: str, letters: dict[str, str], vowel: str, chance: Random) -> str:
    article = ""
    if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 1:
        article, word = "el ", word[len(ARTICLE) :]
    spelt = ""
    for place, letter in enumerate(word):
        latin = letters.get(letter, letter)
        if letter in "\u0648\u064a" and (
            place == 0 or word[place + 1 : place + 2] in tuple("\u0627\u0629\u0649")
        ):
            latin = {"\u0648": "w", "\u064a": "y"}[letter]
        between = spelt and spelt[-1] not in "aeiouwy" and latin[0] not in "aeiouwy"
        spelt += (vowel if between and chance.random() < SHORT_VOWEL_SHARE else "") + latin
    return article + spelt
