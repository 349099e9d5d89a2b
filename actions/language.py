"""The language that a visitor writes, as far as the sentences around an answer need to know."""

from __future__ import annotations

import re
from typing import Literal

from actions.cues import cues
from arabic import has_arabic, is_arabizi, search_key

Language = Literal["ar", "en", "fr"]

LANGUAGE = "language"  # the slot: that of the last written message that had one
PAYLOAD = "/"  # what a pressed button's text begins with
_FRENCH_LETTER = re.compile("[\u00e0\u00e2\u00e7\u00e8\u00e9\u00ea\u00ee\u00ef\u00f4\u00f9\u00fb]")


def language_of(text: str) -> Language | None:
    """Arabic by its letters or as Arabizi, English or French by their words; None for a button, "2", "ok"."""
    if text.startswith(PAYLOAD):
        return None
    if has_arabic(text) or is_arabizi(text):
        return "ar"
    key = search_key(text)
    english, french = (len(cues("language")[name].findall(key)) for name in ("en", "fr"))
    french += bool(_FRENCH_LETTER.search(text.lower()))
    if english == french:
        return None
    return "fr" if french > english else "en"


def in_language(response: str, language: Language) -> str:
    """A response's name in a language."""
    return response if language == "ar" else f"{response}_{language}"
