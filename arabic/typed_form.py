"""What a person typed, without the characters that nobody types: the form in which a message is taken."""

import re
import unicodedata
from typing import Final

from arabic.unseen import UNSEEN_CLASS

MAX_TYPED_CHARACTERS: Final = 1_000  # of one message, counted before anything is dropped

# Joiners stay: they shape words of some languages and hold emoji together.
_DROPPED = re.compile(f"(?![\u200c\u200d])[{UNSEEN_CLASS}\r\u000b\u000c\u0085]")
# Keycaps; a letter or digit drawn as a picture.
_EMOJI_OF_LETTERS = re.compile(r"[0-9#*]\ufe0f?\u20e3|.\ufe0f", re.DOTALL)
_TATWEEL = "\u0640"


def typed_form(text: str) -> str:
    """Return text without control characters, marks of direction, other unseen marks and lone surrogates.

    Newlines, tabs and everything that leaves ink stay as they were typed; both ends keep their spaces.
    """
    return _DROPPED.sub("", text)


def has_word(text: str) -> bool:
    """Tell whether there is a letter or a digit to understand, in any script; emoji alone are none."""
    return any(_is_letter_or_digit(character) for character in _EMOJI_OF_LETTERS.sub("", text))


def _is_letter_or_digit(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and character != _TATWEEL
