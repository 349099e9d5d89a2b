"""What a question wants of a section: all of it, how many points, their headings, or the first few."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from actions.cues import cues
from arabic import search_key

Form = Literal["whole", "count", "summary", "first"]

_DIGITS = re.compile(r"(?<!\S)(\d{1,2})(?!\S)")


@dataclass(frozen=True, slots=True)
class Shape:
    """`number` is how many points "first" asks for; 0 for every other form."""

    form: Form = "whole"
    number: int = 0


WHOLE = Shape()


def read_shape(asked: str) -> Shape:
    """The form that the words of a question ask for; whole where they say nothing of it."""
    key, wishes = search_key(asked), cues("shape")
    if wishes["summary"].search(key):
        return Shape("summary")
    if wishes["count"].search(key):
        return Shape("count")
    number = _number_in(key) if wishes["give"].search(key) else 0
    return Shape("first", number) if number else WHOLE


def _number_in(key: str) -> int:
    """The first number of points written in a search key, in digits or as a word; 0 for none."""
    key = re.sub(rf"(?:{cues('shape')['position'].pattern} )+\S+", " ", key)
    if digits := _DIGITS.search(key):
        return int(digits[1])
    named = (int(number) for number, pattern in cues("numbers").items() if pattern.search(key))
    return next(named, 0)
