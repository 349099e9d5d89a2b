"""What an Arabic word and its Latin spellings have in common: the consonants that both write.

Long vowels, hamzas and ain are left out, doubled letters count once, and letters that Latin spellings do not
tell apart are one. A letter that is spelt in several ways gives a word several skeletons.
"""

import re
from itertools import groupby, product

_ARABIC = {
    "\u0628": "b",  # beh
    "\u067e": "b",  # peh
    "\u062a": "t",  # teh
    "\u0637": "t",  # tah
    "\u062b": "ts",  # theh
    "\u062c": "jg",  # jeem, g in Egypt
    "\u0686": "j",  # tcheh
    "\u062d": "h",  # hah
    "\u0647": "h",  # heh
    "\u062e": "x",  # khah
    "\u062f": "d",  # dal
    "\u0636": "d",  # dad
    "\u0630": "dz",  # thal
    "\u0638": "dz",  # zah
    "\u0631": "r",  # reh
    "\u0632": "z",  # zain
    "\u0633": "s",  # seen
    "\u0635": "s",  # sad
    "\u0634": "c",  # sheen
    "\u063a": "q",  # ghain
    "\u0641": "f",  # feh
    "\u06a4": "f",  # veh
    "\u0642": "kg",  # qaf, g in the Gulf and the Maghreb
    "\u06a8": "g",  # qaf with three dots
    "\u0643": "k",  # kaf
    "\u06af": "g",  # gaf
    "\u0644": "l",  # lam
    "\u0645": "m",  # meem
    "\u0646": "n",  # noon
}
_SILENT_END = "\u0629"  # teh marbuta, spelt as a vowel or as t
# What a spelling may stand for; the longer spellings first.
_SPELLINGS = {
    "7'": "x", "3'": "q", "9'": "d", "6'": "d",
    "kh": "x", "gh": "q", "ch": "c", "sh": "c", "dj": "j", "dh": "d", "th": "t", "ph": "f",
    "ck": "k", "qu": "k", "gu": "g",
    "2": "", "3": "", "4": "d", "5": "x", "6": "t", "7": "h", "8": "q", "9": "ks",
    "b": "b", "c": "k", "d": "d", "f": "f", "g": "gj", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m",
    "n": "n", "p": "b", "q": "k", "r": "r", "s": "s", "t": "t", "v": "f", "x": "ks", "z": "z",
}  # fmt: skip
_UNIT = re.compile("|".join(re.escape(spelt) for spelt in _SPELLINGS))
MAX_SKELETONS = 16


def skeletons_of_arabic(word: str) -> set[str]:
    """Return the skeletons of an Arabic word's spellings."""
    choices = [_ARABIC[letter] for letter in word if letter in _ARABIC]
    found = _joined(choices)
    if word.endswith(_SILENT_END):
        found |= {_once(skeleton + "t") for skeleton in found} | {_once(skeleton + "h") for skeleton in found}
    return found


def skeletons_of_latin(word: str) -> set[str]:
    """Return the skeletons that a word in Latin letters may stand for."""
    choices = [spelt for match in _UNIT.finditer(word) if (spelt := _SPELLINGS[match.group()])]
    return _joined(choices)


def _joined(choices: list[str]) -> set[str]:
    """Return every way to take one of each, up to MAX_SKELETONS of them."""
    found: set[str] = set()
    for picked in product(*choices):
        found.add(_once("".join(picked)))
        if len(found) >= MAX_SKELETONS:
            break
    return found


def _once(letters: str) -> str:
    return "".join(letter for letter, _ in groupby(letters))
