"""Arabic text: the forms it is shown, encoded and compared in. Standard library only."""

from arabic.arabizi import arabizi_to_arabic, is_arabizi
from arabic.display_form import display_form
from arabic.encoder_form import encoder_form
from arabic.has_arabic import has_arabic
from arabic.reading_form import reading_form
from arabic.search_key import search_key
from arabic.sentences import Span, sentences
from arabic.stem import stem
from arabic.typed_form import has_word, typed_form

__all__ = [
    "Span",
    "arabizi_to_arabic",
    "display_form",
    "encoder_form",
    "has_arabic",
    "has_word",
    "is_arabizi",
    "reading_form",
    "search_key",
    "sentences",
    "stem",
    "typed_form",
]
