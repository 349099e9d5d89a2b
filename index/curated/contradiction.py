"""What makes two questions different however alike they sound: other numbers, or a "not" in one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomllib

from arabic import search_key

WORDS_FILE = Path(__file__).with_name("contradiction.toml")

_NUMBER = re.compile(r"(?<![a-z\d])\d+(?![a-z])")
_CONTRACTED = re.compile(r"(?<=n) t\b")  # the search key of "isn't" is "isn t"


@dataclass(frozen=True, slots=True)
class Claims:
    """What must agree: the numbers that are named, and whether something is denied."""

    numbers: frozenset[str]
    is_negated: bool

    @classmethod
    def of(cls, text: str) -> Claims:
        """Read them from a question in reading form."""
        key = search_key(text)
        negations, asker = _words()
        said = _CONTRACTED.sub(" not", asker.sub(" ", key)).split()
        numbers = frozenset(number.lstrip("0") or "0" for number in _NUMBER.findall(key))
        return cls(numbers, not negations.isdisjoint(said))


@cache
def _words() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the negations, and the pattern of an asker who says what they do not know."""
    lists = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    negations, nots, askers = (
        [search_key(word) for word in lists[name]] for name in ("negations", "askers_not", "askers")
    )
    return frozenset(negations), re.compile(rf"\b(?:{'|'.join(nots)}) (?:{'|'.join(askers)})\b")
