"""The form that words are compared in: equal for spellings that readers take for one word."""

import re
import unicodedata

from arabic.forms import encoder_form
from arabic.letters import ALEFS, DIACRITIC_CLASS, DIGITS, HAS, NEIGHBOURS, NEWER_CLASS, TATWEEL, YAS

MAX_EXPANSION = 18  # U+FDFA, one character for a phrase of eighteen

_FOLDED = str.maketrans({**ALEFS, **YAS, **HAS, **NEIGHBOURS, **DIGITS})
_NEWER = re.compile(f"[{NEWER_CLASS}]+")
_MARKS = re.compile(
    f"[{DIACRITIC_CLASS}{TATWEEL}"
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1ac0\u1dc0-\u1dff\u20d0-\u20f0"  # accents
    "\u0674"  # high hamza
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors
    "]+"
)
_NO_WORD = re.compile(r"[\W_]+")
_LONG_RUN = re.compile(r"([^\W\d_])\1\1+")


def search_key(text: str) -> str:
    """Return words of small letters, marks and digits 0-9, parted by single spaces.

    Of the encoder form: compatibility and presentation forms spelt out, case and accents dropped;
    alef with its hamzas to alef, alef maksura and the Persian ya to ya, ta marbuta to ha, hamza on
    waw or ya to its seat, Persian and loan letters to the nearest Arabic one; three and more equal
    letters in a row to one; the rest to spaces. At most MAX_EXPANSION characters for one.
    """
    text = _NEWER.sub(" ", encoder_form(text))
    text = unicodedata.normalize("NFKD", text).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_FOLDED)
    text = _LONG_RUN.sub(r"\1", _NO_WORD.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip(" ")
