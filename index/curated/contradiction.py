"""What makes two questions different however alike they sound: a number, a "not", "when" for "where"."""

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
    """The numbers that a question names, whether it denies, and what it asks for: "when", "who"."""

    numbers: frozenset[str]
    is_negated: bool
    asks: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Claims:
        """Read them from a question in reading form."""
        key, lists = search_key(text), _lists()
        said = _CONTRACTED.sub(" not", lists.asker.sub(" ", key)).split()
        numbers = frozenset(number.lstrip("0") or "0" for number in _NUMBER.findall(key))
        asks = {lists.asks[word] for word in said if word in lists.asks}
        asks |= {lists.opens[word] for word in said[:1] if word in lists.opens}
        return cls(numbers, not lists.negations.isdisjoint(said), frozenset(asks))

    def contradict(self, other: Claims) -> bool:
        """Whether both cannot be the same question."""
        if self.numbers != other.numbers or self.is_negated != other.is_negated:
            return True
        return bool(self.asks) and bool(other.asks) and self.asks.isdisjoint(other.asks)


def asking_words() -> frozenset[str]:
    """Return the words that only say what is asked for, as search keys."""
    return _lists().asking


@dataclass(frozen=True, slots=True)
class _Lists:
    negations: frozenset[str]
    asker: re.Pattern[str]
    asks: dict[str, str]
    opens: dict[str, str]
    asking: frozenset[str]


@cache
def _lists() -> _Lists:
    read = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    negations, nots, askers = (
        [search_key(word) for word in read[name]] for name in ("negations", "askers_not", "askers")
    )
    asks, opens = (
        {search_key(word): what for what, words in read[name].items() for word in words}
        for name in ("asks", "opens")
    )
    asker = re.compile(rf"\b(?:{'|'.join(nots)}) (?:{'|'.join(askers)})\b")
    return _Lists(frozenset(negations), asker, asks, opens, frozenset(asks) | frozenset(opens))
