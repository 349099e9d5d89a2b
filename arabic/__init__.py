"""Arabic text: its forms, words and sentences. Begin with forms.

    forms            as typed, as shown and stored (display form), as the encoder reads it, and the
                     search key, equal for spellings that readers take for one word
    reading_form     what a question is searched in: Arabizi transliterated, doubled letters repaired
    maghrebi         words of the Maghreb in those of written Arabic
    own_names        the names of the sources' subject: misspelt, joined, of speech
    arabizi          Arabic in Latin letters, by the spellings of arabizi_letters
    stem, sentences  a word without its affixes; where sentences lie
    lexicon          the word lists of data/lexicon, for this package and every other
    private/         telephone numbers, addresses and the like in a text, and the text with them hidden
    letters          tables of characters

Imports nothing of ours and only the standard library; runs on Python 3.10 and 3.11. No word lists in code.
"""

from arabic.arabizi import arabizi_to_arabic, is_arabizi
from arabic.forms import (
    MAX_TYPED_CHARACTERS,
    display_form,
    encoder_form,
    has_arabic,
    has_word,
    says_something,
    search_key,
    typed_form,
    without_addresses,
)
from arabic.reading_form import reading_form
from arabic.sentences import Span, sentences
from arabic.stem import stem

__all__ = [
    "MAX_TYPED_CHARACTERS",
    "Span",
    "arabizi_to_arabic",
    "display_form",
    "encoder_form",
    "has_arabic",
    "has_word",
    "is_arabizi",
    "reading_form",
    "says_something",
    "search_key",
    "sentences",
    "stem",
    "typed_form",
    "without_addresses",
]
