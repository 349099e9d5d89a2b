"""Which greeting or wish a message holds, so that it is returned in kind (data/lexicon/greetings.toml)."""

from __future__ import annotations

import unicodedata

from actions.message import cue_form, cue_forms
from arabic import search_key
from arabic.lexicon import patterns

WISHES = ("ramadan", "friday", "year", "feast")
GREETINGS = ("salam", "morning", "evening")
SALAM = "\u0633\u0644\u0627\u0645"
# In the Unicode names of emoji.
SAD = (
    *("CRYING", "POUTING", "ANGRY", "DISAPPOINTED", "PENSIVE", "WORRIED", "FEARFUL", "WEARY", "CONFUSED"),
    *("BROKEN HEART", "THUMBS DOWN", "FROWNING", "TIRED FACE", "ANGUISHED", "SAD"),
)


def returned_greeting(asked: str) -> str:
    """The response that greets back; that to "hello" where the words are of no kind of their own."""
    return f"utter_returned_{_kind_in(asked, GREETINGS) or 'hello'}"


def returned_wish(asked: str) -> str:
    """The response that wishes the same."""
    return f"utter_returned_{_kind_in(asked, WISHES) or 'wish'}"


def greets(asked: str) -> bool:
    """Whether a greeting stands beside what else is said."""
    return bool(_kind_in(asked, GREETINGS))


def is_salam_alone(asked: str) -> bool:
    """Whether "salam" is all that is said, or the last of it: it greets, and takes leave as well."""
    words = search_key(cue_form(asked)).split()
    return bool(words) and words[-1] == SALAM


def without_greeting(asked: str) -> str:
    """What follows a greeting at the beginning of a message; all of it where nothing does."""
    words = asked.split()
    opening = patterns("greetings")["opening"].match(" ".join(map(search_key, words)))
    if opening is None:
        return asked
    left = len(opening[0].split())
    while left and words:
        left -= len(search_key(words.pop(0)).split())
    return " ".join(words) if any(map(str.isalpha, "".join(words))) else asked


def opening_greeting(asked: str) -> str:
    """The response that returns the greeting before a question; "" where the message begins with none."""
    return "" if without_greeting(asked) == asked else returned_greeting(asked)


def is_sad(asked: str) -> bool:
    """Whether an emoji in it is sad or angry."""
    names = (unicodedata.name(character, "") for character in asked)
    return any(sad in name for name in names for sad in SAD)


def _kind_in(asked: str, kinds: tuple[str, ...]) -> str:
    keys = [*map(search_key, (asked, *cue_forms(asked)))]
    lists = patterns("greetings")
    return next((kind for kind in kinds if any(lists[kind].search(key) for key in keys)), "")
