"""The language that a question is written in, as far as the frame of its answer needs to know."""

from __future__ import annotations

from typing import Literal

from actions.cues import cues
from arabic import has_arabic, search_key

Language = Literal["ar", "en", "fr"]

PAYLOAD = "/"  # what a pressed button's text begins with


def language_of(text: str) -> Language:
    """English or French where their words are found and no Arabic letter is; Arabic for all else."""
    if has_arabic(text) or text.startswith(PAYLOAD):
        return "ar"
    key = search_key(text)
    english, french = (len(cues("language")[name].findall(key)) for name in ("en", "fr"))
    if not english and not french:
        return "ar"
    return "fr" if french > english else "en"
