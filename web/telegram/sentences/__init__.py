"""What is said in Arabic, English and French."""

from __future__ import annotations

from web.telegram.sentences.arabic import ARABIC
from web.telegram.sentences.english import ENGLISH
from web.telegram.sentences.french import FRENCH
from web.telegram.sentences.sentences import Sentences

__all__ = ["LANGUAGES", "NAMES", "Sentences", "in_language"]

LANGUAGES = {"ar": ARABIC, "en": ENGLISH, "fr": FRENCH}
NAMES = {"ar": "العربية", "en": "English", "fr": "Français"}


def in_language(code: str) -> Sentences:
    """The sentences of a language; Arabic for one that we do not speak."""
    return LANGUAGES.get(code, ARABIC)
