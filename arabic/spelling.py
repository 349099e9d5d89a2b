"""Latin letters spelt in Arabic ones, letter by letter, as in Algeria, Egypt and the Gulf."""

import re

_UNITS = {
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
_UNIT = re.compile("|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True))))
_DOUBLE = re.compile(r"([b-df-hj-np-tv-z])\1|(ch|sh|kh|gh|dh|th)\2")
_SHORT = frozenset("aiou")
ALEF, TEH_MARBUTA = "\u0627", "\u0629"
MIN_FEMININE = 4  # letters from which on a final a is a teh marbuta


def spell(word: str, short: bool = False) -> str:
    """Return the word in Arabic letters; `short` leaves the single vowels within it out.

    A doubled consonant is one letter; a vowel at the start an alef; a final a of a longer word a teh marbuta.
    """
    word = word.translate(_PLAIN)
    word = word[:1] + _DOUBLE.sub(lambda match: match.group(1) or match.group(2), word[1:])
    units = [match.group() for match in _UNIT.finditer(word)]
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
            letters.append(_UNITS[unit])
    return "".join(letters)
