"""Latin and Arabic spellings of one word, letter by letter: as in Algeria, Egypt and the Gulf.

A skeleton is what an Arabic word and its Latin spellings have in common: the consonants that both write. Long
vowels, hamzas and ain are left out, doubled letters count once, and letters that Latin spellings do not tell
apart are one. A letter that is spelt in several ways gives a word several skeletons.
"""

import re
from itertools import groupby, product

_CONSONANTS = {
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
_SKELETON_UNIT = re.compile("|".join(re.escape(spelt) for spelt in _SPELLINGS))

_LETTERS_OF = {
    "7'": "\u062e", "3'": "\u063a", "9'": "\u0636", "6'": "\u0638",
    "kh": "\u062e", "gh": "\u063a", "ch": "\u0634", "sh": "\u0634", "dj": "\u062c", "dh": "\u0630",
    "th": "\u062b", "ph": "\u0641", "gu": "\u0642", "qu": "\u0643",
    "aa": "\u0627", "ee": "\u064a", "ii": "\u064a", "oo": "\u0648", "ou": "\u0648", "uu": "\u0648",
    "ai": "\u064a", "ei": "\u064a", "ay": "\u064a", "ey": "\u064a", "aw": "\u0648", "au": "\u0648",
    "2": "\u0627", "3": "\u0639", "4": "\u0630", "5": "\u062e", "6": "\u0637", "7": "\u062d", "8": "\u063a",
    "9": "\u0642", "0": "0", "1": "1",
    "b": "\u0628", "c": "\u0643", "d": "\u062f", "f": "\u0641", "g": "\u0642", "h": "\u0647", "j": "\u062c",
    "k": "\u0643", "l": "\u0644", "m": "\u0645", "n": "\u0646", "p": "\u0628", "q": "\u0642", "r": "\u0631",
    "s": "\u0633", "t": "\u062a", "v": "\u0641", "w": "\u0648", "x": "\u0643\u0633", "y": "\u064a",
    "z": "\u0632",
    "a": "\u0627", "i": "\u064a", "o": "\u0648", "u": "\u0648", "e": "",
}  # fmt: skip
_PLAIN = str.maketrans("\u00e0\u00e2\u00e7\u00e8\u00e9\u00ea\u00ee\u00ef\u00f4\u00f9\u00fb", "aaceeeiiouu")
_SPELT_UNIT = re.compile("|".join(map(re.escape, sorted(_LETTERS_OF, key=len, reverse=True))))
_DOUBLE = re.compile(r"([b-df-hj-np-tv-z])\1|(ch|sh|kh|gh|dh|th)\2")
_SHORT = frozenset("aiou")
ALEF, TEH_MARBUTA = "\u0627", "\u0629"
MIN_FEMININE = 4  # letters from which on a final a is a teh marbuta
MAX_SKELETONS = 16


def skeletons_of_arabic(word: str) -> set[str]:
    """Return the skeletons of an Arabic word's spellings."""
    choices = [_CONSONANTS[letter] for letter in word if letter in _CONSONANTS]
    found = _joined(choices)
    if word.endswith(_SILENT_END):
        found |= {_once(skeleton + "t") for skeleton in found} | {_once(skeleton + "h") for skeleton in found}
    return found


def skeletons_of_latin(word: str) -> set[str]:
    """Return the skeletons that a word in Latin letters may stand for."""
    choices = [spelt for match in _SKELETON_UNIT.finditer(word) if (spelt := _SPELLINGS[match.group()])]
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


def spell(word: str, short: bool = False) -> str:
    """Return the word in Arabic letters; `short` leaves the single vowels within it out.

    A doubled consonant is one letter; a vowel at the start an alef; a final a of a longer word a teh marbuta.
    """
    word = word.translate(_PLAIN)
    word = word[:1] + _DOUBLE.sub(lambda match: match.group(1) or match.group(2), word[1:])
    units = [match.group() for match in _SPELT_UNIT.finditer(word)]
    letters = []
    for place, unit in enumerate(units):
        last = place == len(units) - 1
        if place == 0 and unit[0] in "aeiou":
            letters.append(ALEF)
        elif last and unit in ("a", "ah") and len(units) >= MIN_FEMININE:
            letters.append(TEH_MARBUTA)
        elif short and not last and unit in _SHORT:
            continue
        else:
            letters.append(_LETTERS_OF[unit])
    return "".join(letters)
