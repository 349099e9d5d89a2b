"""Whether a text is written, at least in part, in Arabic letters."""

import re

from arabic.letters import LETTER_CLASS

_LETTER = re.compile(f"[{LETTER_CLASS}]")


def has_arabic(text: str) -> bool:
    """Return True if text holds at least one Arabic letter; marks, digits and tatweel are none."""
    return _LETTER.search(text) is not None
