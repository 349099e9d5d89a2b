"""The form that the sentence encoder reads: its letters untouched, the marks on them gone."""

import re

from arabic.display_form import MAX_EXPANSION, display_form
from arabic.letters import DIACRITIC_CLASS, TATWEEL

__all__ = ["MAX_EXPANSION", "encoder_form"]

_MARKS = re.compile(f"[{DIACRITIC_CLASS}{TATWEEL}]+")


def encoder_form(text: str) -> str:
    """Return the display form of text without diacritics, tatweel and marks of direction.

    At most MAX_EXPANSION characters for one.
    """
    text = display_form(text)
    stripped = _MARKS.sub("", text)
    return text if stripped == text else display_form(stripped)
