"""The form in which a question is searched and classified: Arabizi in Arabic letters, doubled ones repaired.

The names of what the sources are about are put right by more (see arabic.own_names).

Only a word that our own data lacks is repaired, and only into one that it has often. Swapped letters are left
as they are, since two good words often differ by no more; the search forgives them, as it does other slips.
"""

import re
from functools import cache, lru_cache

from arabic.arabizi import arabizi_to_arabic, is_arabizi
from arabic.forms import encoder_form, search_key, without_long_runs
from arabic.letters import DIACRITIC_CLASS, LETTER_CLASS, TATWEEL
from arabic.lexicon import word_counts
from arabic.maghrebi import in_standard_words
from arabic.own_names import with_known_names

MIN_LETTERS = 5  # shorter words turn into one another too easily
MAX_LETTERS = 30
MIN_COUNT = 5
CACHED_WORDS = 4096

_WORD = re.compile(f"[{LETTER_CLASS}][{LETTER_CLASS}{DIACRITIC_CLASS}{TATWEEL}]*")


def reading_form(text: str) -> str:
    """Return text in Arabic letters if it is Arabizi, otherwise with letters typed twice repaired.

    Either way the names of the sources' subject are those that are known.
    """
    return with_known_names(arabizi_to_arabic(text) if is_arabizi(text) else repair_typos(text))


def search_form(text: str) -> str:
    """Return the reading form with the Maghreb's words in those of written Arabic: what is searched."""
    return in_standard_words(reading_form(text))


def repair_typos(text: str) -> str:
    """Return text without letters typed twice by mistake, or many times for effect."""
    return _WORD.sub(lambda match: _repaired(match.group()), text)


@lru_cache(maxsize=CACHED_WORDS)
def _repaired(written: str) -> str:
    """Return the word that was meant, or the one written."""
    known = _by_key()
    short = without_long_runs(written)
    if short != written and len(short) > 1 and search_key(short) in known:
        return short
    word = encoder_form(written)
    if not MIN_LETTERS <= len(word) <= MAX_LETTERS or search_key(word) in known:
        return written
    # A doubled first letter may be a preposition before the same letter.
    single = [word[:i] + word[i + 1 :] for i in range(1, len(word) - 1) if word[i] == word[i + 1]]
    meant = [found for each in single if (found := known.get(search_key(each)))]
    best = max(meant, key=lambda found: word_counts()[found], default=written)
    return best if best == written or word_counts()[best] >= MIN_COUNT else written


@cache
def _by_key() -> dict[str, str]:
    """Return the commonest spelling of each search key."""
    found: dict[str, str] = {}
    for word in word_counts():
        found.setdefault(search_key(word), word)
    return found
