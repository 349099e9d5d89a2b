"""The form in which a question is searched and classified: Arabizi in Arabic letters, doubled ones repaired.

The names of what the sources are about are put right by more (see arabic.own_names).

Only a word that our own data lacks is repaired, and only into one that it has often. Swapped letters are left
as they are, since two good words often differ by no more; the search forgives them, as it does other slips.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from arabic.arabizi import arabizi_to_arabic, is_arabizi
from arabic.forms import encoder_form, search_key, without_long_runs
from arabic.letters import DIACRITIC_CLASS, LETTER_CLASS, TATWEEL
from arabic.lexicon import load, word_counts
from arabic.own_names import with_known_names

MIN_LETTERS = 5  # shorter words turn into one another too easily
MAX_LETTERS = 30
MIN_COUNT = 5
CACHED_WORDS = 4096

ARTICLE, LAM = "\u0627\u0644", "\u0644"  # alef, lam: "the"; in speech lam alone
HAMZA_ON_YA = "\u0626"
# Letters that are taken for one another: sin and sad, dad and zah, teh and tah, ya and hamza on it.
ALIKE = ("\u0633\u0635", "\u0636\u0638", "\u062a\u0637", "\u064a\u0626")

_LONG_RUN = re.compile(r"(.)\1{2,}")
_WORD = re.compile(f"[{LETTER_CLASS}][{LETTER_CLASS}{DIACRITIC_CLASS}{TATWEEL}]*")


def reading_form(text: str, written: tuple[str, ...] = (), spoken: tuple[str, ...] = ()) -> str:
    """Return text in Arabic letters if it is Arabizi, otherwise with letters typed twice repaired.

    Either way the names of the sources' subject, where they are given, are those that are known.
    """
    plain = arabizi_to_arabic(text) if is_arabizi(text) else french_spelling(repair_typos(text))
    return with_known_names(plain, written, spoken)


def repair_typos(text: str) -> str:
    """Return text without letters typed twice by mistake, or many times for effect."""
    return _WORD.sub(lambda match: _repaired(match.group()), text)


@lru_cache(maxsize=CACHED_WORDS)
def _repaired(written: str) -> str:
    """Return the word that was meant, or the one written."""
    known = _by_key()
    twice = _LONG_RUN.sub(r"\1\1", written)
    if twice != written and search_key(twice) in known:
        return twice
    short = without_long_runs(written)
    if short != written and len(short) > 1 and search_key(short) in known:
        return short
    word = encoder_form(written)
    same = known.get(search_key(word), "")
    if HAMZA_ON_YA in same and HAMZA_ON_YA not in word:  # written as it is spoken
        return same
    if not MIN_LETTERS <= len(word) <= MAX_LETTERS or search_key(word) in known:
        return written
    # A doubled first letter may be a preposition before the same letter.
    single = [word[:i] + word[i + 1 :] for i in range(1, len(word) - 1) if word[i] == word[i + 1]]
    meant = [found for each in (*single, *_mistaken(word)) if (found := known.get(search_key(each)))]
    best = max(meant, key=lambda found: word_counts()[found], default=written)
    return best if best == written or word_counts()[best] >= MIN_COUNT else written


def _mistaken(word: str) -> Iterator[str]:
    """Yield the word with one letter of ALIKE for its fellow, and with the article that speech shortens."""
    whole = [ARTICLE + word.removeprefix(LAM)] if word.startswith(LAM) else []
    yield from whole
    for each in (word, *whole):
        for at, letter in enumerate(each):
            for pair in ALIKE:
                if letter in pair:
                    yield each[:at] + pair.replace(letter, "") + each[at + 1 :]


def french_spelling(text: str) -> str:
    """Return text with French words that are typed without accents, or as in chats, as French writes them."""
    return _french().sub(lambda match: _written_in_french()[match.group().lower()], text)


@cache
def _french() -> re.Pattern[str]:
    longest_first = sorted(_written_in_french(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


@cache
def _written_in_french() -> dict[str, str]:
    return {typed: written for written, each in load("french_spellings").items() for typed in each}


@cache
def _by_key() -> dict[str, str]:
    """Return the commonest spelling of each search key."""
    found: dict[str, str] = {}
    for word in word_counts():
        found.setdefault(search_key(word), word)
    return found
