"""Finding messages by their words, in whatever spelling: FTS5 in SQLite, tsvectors in PostgreSQL."""

from web.review.search.matching import conversations_matching, holds_words, messages_matching
from web.review.search.table import forget_words, write_words
from web.review.search.words import words_of

__all__ = [
    "conversations_matching",
    "forget_words",
    "holds_words",
    "messages_matching",
    "words_of",
    "write_words",
]
