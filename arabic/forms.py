"""The forms of a text: as typed, as shown and stored, as the encoder reads it, and as words are compared."""

import re
import unicodedata
from typing import Final

from arabic.letters import (
    ALEFS,
    DIACRITIC_CLASS,
    DIGITS,
    HAS,
    LETTER_CLASS,
    LINE_BREAK_CLASS,
    NEIGHBOURS,
    NEWER,
    NEWER_CLASS,
    SPACE_CLASS,
    TATWEEL,
    UNSEEN_CLASS,
    YAS,
)

MAX_TYPED_CHARACTERS: Final = 1_000  # of one message, counted before anything is dropped

# Joiners stay: they shape words of some languages and hold emoji together.
_DROPPED = re.compile(f"(?![\u200c\u200d])[{UNSEEN_CLASS}\r\u000b\u000c\u0085]")
# Keycaps; a letter or digit drawn as a picture.
_EMOJI_OF_LETTERS = re.compile(r"[0-9#*]\ufe0f?\u20e3|.\ufe0f", re.DOTALL)

_KEYCAP = "\u20e3"  # combining enclosing keycap
QUESTION_MARKS = "?\u061f"  # and the Arabic one
# With its scheme, as mail, or words joined by dots: a forgotten space costs its two words.
_ADDRESS = re.compile(
    r"https?://\S+|\S+@\w\S*\.\w\S*|[\w-]+(?:\.[\w-]+)*\.[a-z]{2}\S*", re.IGNORECASE | re.ASCII
)

MAX_EXPANSION = 3  # canonical composition can give three characters for one, as for U+FB2C

_LINE_BREAKS = re.compile(f"\r\n|[{LINE_BREAK_CLASS}]")
_SPACES = re.compile(f"[{SPACE_CLASS}]")
_UNSEEN = re.compile(f"[{UNSEEN_CLASS}]+")
_STRAY_MARKS = re.compile(f"(?:^|(?<=[ \n]))[{DIACRITIC_CLASS}]+")
_BLANK_LINES = re.compile(" *\n(?: *\n)+ *")
_LINE_END = re.compile(" *\n *")
_MANY_SPACES = re.compile("  +")
_MARKS = re.compile(f"[{DIACRITIC_CLASS}{TATWEEL}]+")
_LETTER = re.compile(f"[{LETTER_CLASS}]")

MAX_KEY_EXPANSION = 18  # U+FDFA, one character for a phrase of eighteen

_FOLDED = str.maketrans({**ALEFS, **YAS, **HAS, **NEIGHBOURS, **DIGITS})
_NEWER_RUNS = re.compile(f"[{NEWER_CLASS}]+")
_KEY_MARKS = re.compile(
    f"[{DIACRITIC_CLASS}{TATWEEL}"
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1ac0\u1dc0-\u1dff\u20d0-\u20f0"  # accents
    "\u0674"  # high hamza
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors
    "]+"
)
_NO_WORD = re.compile(r"[\W_]+")
_LONG_RUN = re.compile(r"([^\W\d_])\1\1+")


def typed_form(text: str) -> str:
    """Return text without control characters, marks of direction, other unseen marks and lone surrogates.

    Newlines, tabs and everything that leaves ink stay as they were typed; both ends keep their spaces.
    """
    return _DROPPED.sub("", text)


def has_word(text: str) -> bool:
    """Tell whether there is a letter or a digit to understand, in any script; emoji alone are none."""
    return any(_is_letter_or_digit(character) for character in _EMOJI_OF_LETTERS.sub("", text))


def says_something(text: str) -> bool:
    """Tell whether there is anything to answer: a word, an emoji or a question mark; no other mark."""
    return has_word(text) or any(
        character in QUESTION_MARKS or unicodedata.category(character) == "So" or character == _KEYCAP
        for character in text
    )


def without_addresses(text: str) -> str:
    """Return text without addresses of pages and mail, whose letters are no words of a language."""
    return _ADDRESS.sub(" ", text)


def _is_letter_or_digit(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and character != TATWEEL


def display_form(text: str) -> str:
    """Return text in NFC with invisible characters, control characters and stray marks removed.

    A stray mark is an Arabic diacritic with no letter before it. Any kind of space becomes one
    space, any kind of line break one newline (a blank line stays, two become one); both ends are
    trimmed. Letters, tatweel, punctuation and emoji stay. At most MAX_EXPANSION characters for one.
    """
    text = _LINE_BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _compose(_UNSEEN.sub("", text))
    text = _STRAY_MARKS.sub("", text)
    if "\n" in text:
        text = _LINE_END.sub("\n", _BLANK_LINES.sub("\n\n", text))
    return _MANY_SPACES.sub(" ", text).strip(" \n")


def _compose(text: str) -> str:
    """Return the NFC of text, each newer character (see arabic.letters) kept as a boundary."""
    if NEWER.search(text) is None:
        return unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFC", part) for part in NEWER.split(text))


def encoder_form(text: str) -> str:
    """Return the display form of text without diacritics, tatweel and marks of direction.

    At most MAX_EXPANSION characters for one.
    """
    text = display_form(text)
    stripped = _MARKS.sub("", text)
    return text if stripped == text else display_form(stripped)


def has_arabic(text: str) -> bool:
    """Return True if text holds at least one Arabic letter; marks, digits and tatweel are none."""
    return _LETTER.search(text) is not None


def without_long_runs(text: str) -> str:
    """Return text with a letter that stands three times or more in a row standing once."""
    return _LONG_RUN.sub(r"\1", text)


def search_key(text: str) -> str:
    """Return words of small letters, marks and digits 0-9, parted by single spaces.

    Of the encoder form: compatibility and presentation forms spelt out, case and accents dropped;
    alef with its hamzas to alef, alef maksura and the Persian ya to ya, ta marbuta to ha, hamza on
    waw or ya to its seat, Persian and loan letters to the nearest Arabic one; three and more equal
    letters in a row to one; the rest to spaces. At most MAX_KEY_EXPANSION characters for one.
    """
    text = _NEWER_RUNS.sub(" ", encoder_form(text))
    text = unicodedata.normalize("NFKD", text).casefold()
    text = _KEY_MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_FOLDED)
    text = without_long_runs(_NO_WORD.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip(" ")
