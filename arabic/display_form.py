"""The form in which text is shown and stored: the letters as written, without what cannot be seen."""

import re
import unicodedata

from arabic.letters import DIACRITIC_CLASS
from arabic.newer import NEWER
from arabic.unseen import LINE_BREAK_CLASS, SPACE_CLASS, UNSEEN_CLASS

MAX_EXPANSION = 3  # canonical composition can give three characters for one, as for U+FB2C

_LINE_BREAKS = re.compile(f"\r\n|[{LINE_BREAK_CLASS}]")
_SPACES = re.compile(f"[{SPACE_CLASS}]")
_UNSEEN = re.compile(f"[{UNSEEN_CLASS}]+")
_STRAY_MARKS = re.compile(f"(?:^|(?<=[ \n]))[{DIACRITIC_CLASS}]+")
_BLANK_LINES = re.compile(" *\n(?: *\n)+ *")
_LINE_END = re.compile(" *\n *")
_MANY_SPACES = re.compile("  +")


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
    """Return the NFC of text, each newer character (see arabic.newer) kept as a boundary."""
    if NEWER.search(text) is None:
        return unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFC", part) for part in NEWER.split(text))
