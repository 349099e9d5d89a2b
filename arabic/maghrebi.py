"""Sentences of the Maghreb in the words of written Arabic, as far as a search needs them.

The words stand in data/lexicon/maghrebi.toml. What is written onto a word is taken off: "f-" before an
article is "in"; "ka-" and "ta-" before a verb tell only that it goes on. A sentence without one of the
dialect's own words is left as it is.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from arabic.forms import search_key
from arabic.letters import DIACRITIC_CLASS, LETTER_CLASS
from arabic.lexicon import load

MARKERS = "markers"
NO_WORD = "-"
LONGEST_PHRASE = 3  # words
CACHED_TEXTS = 1024
AND, IN = "\u0648", "\u0641\u064a"  # waw; fa, ya

_WORD = re.compile(f"[{LETTER_CLASS}{DIACRITIC_CLASS}]+")
_IN_THE = re.compile("\u0641(\u0627\u0644..+)")  # fa before alef, lam
_GOES_ON = re.compile("[\u0643\u062a]\u0627?(\u064a..+)")  # kaf or ta, perhaps alef, before ya
_GOES_ON_ELSE = re.compile("\u0643\u0627?([\u062a\u0646]...+)")  # kaf before ta or nun
_BLANKS = re.compile("  +")
# "how", "like", "book", "write": what begins as if it had the prefix.
_NO_PREFIX = (
    "\u0643\u064a\u0641",
    "\u0643\u064a\u0645\u0627",
    "\u0643\u062a\u0627\u0628",
    "\u0643\u062a\u0628",
)


@lru_cache(maxsize=CACHED_TEXTS)
def in_standard_words(text: str) -> str:
    """Return text with the Maghreb's words replaced; other text, and other words in it, unchanged."""
    found = list(_WORD.finditer(text))
    keys = [search_key(match.group()) for match in found]
    markers, table = _lists()
    if not any(key in markers or key.removeprefix(AND) in markers for key in keys):
        return text
    parts, end, place = [], 0, 0
    while place < len(found):
        parts.append(text[end : found[place].start()])
        length = next(
            (size for size in range(LONGEST_PHRASE, 1, -1) if " ".join(keys[place : place + size]) in table),
            1,
        )
        length = min(length, len(found) - place)
        phrase = " ".join(keys[place : place + length])
        parts.append(table[phrase] if length > 1 else _standard(found[place].group(), keys[place]))
        place += length
        end = found[place - 1].end()
    return _BLANKS.sub(" ", "".join((*parts, text[end:]))).strip()


def _standard(word: str, key: str) -> str:
    """A word in standard form, or as it is."""
    _, table = _lists()
    if key in table:
        return table[key]
    for before, said in ((AND, AND), ("\u0641", f"{IN} "), ("\u0644", "\u0644")):  # and, in, to
        if key.startswith(before) and key[1:] in table and table[key[1:]]:
            return said + table[key[1:]]
    if in_the := _IN_THE.fullmatch(word):
        return f"{IN} {in_the[1]}"
    goes_on = _GOES_ON.fullmatch(word) or _GOES_ON_ELSE.fullmatch(word)
    if goes_on and not key.startswith(_NO_PREFIX):
        return table.get(search_key(goes_on[1]), goes_on[1])
    return word


@cache
def _lists() -> tuple[frozenset[str], Mapping[str, str]]:
    """The markers, and standard words by the search keys of those of the dialect."""
    lists = dict(load("maghrebi"))
    markers = frozenset(map(search_key, lists.pop(MARKERS)))
    table = {
        search_key(word): "" if said == NO_WORD else said for said, words in lists.items() for word in words
    }
    return markers, table
