"""Numbers in a text: digits in any of the scripts that are typed here, in groups or in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from arabic.letters import DIGITS

_FULL_WIDTH = {chr(0xFF10 + value): str(value) for value in range(10)}
_WESTERN = str.maketrans({**DIGITS, **_FULL_WIDTH, "\uff0b": "+", "\uff20": "@"})
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c"  # zero-width and direction marks
_BETWEEN = f"[\\s{_UNSEEN}.\\-\u2010-\u2015\u2212/()\u00b7\u0640_]{{1,4}}"  # dashes, middle dot, tatweel
_NUMBER = re.compile(f"[+(]{{0,2}}[{_UNSEEN}]?[0-9]+(?:{_BETWEEN}[0-9]+)*")
_GROUP = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Number:
    """`groups`: its digits, 0-9, as they are grouped; `separators` stand between them."""

    start: int
    end: int
    plus: bool
    groups: tuple[str, ...]
    separators: tuple[str, ...]

    @property
    def digits(self) -> str:
        return "".join(self.groups)


def with_western_digits(text: str) -> str:
    """The text with digits 0-9, a plus and an at sign of ASCII: as many characters, each in its place."""
    return text.translate(_WESTERN)


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that has western digits, each with all groups that stand close together."""
    for found in _NUMBER.finditer(text):
        places = list(_GROUP.finditer(text, found.start(), found.end()))
        between = pairwise(places)
        yield Number(
            start=found.start(),
            end=found.end(),
            plus="+" in found.group()[:3],
            groups=tuple(place.group() for place in places),
            separators=tuple(text[one.end() : other.start()] for one, other in between),
        )
