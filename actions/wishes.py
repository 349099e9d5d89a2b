"""What the words of a message wish for: the form of an answer, a topic left open, a question announced.

Each function takes the message in its cue form (actions/message.py); the words stand in data/lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from actions.subject import subject_words
from arabic import search_key
from arabic.lexicon import patterns

Form = Literal["whole", "count", "summary", "first"]

_DIGITS = re.compile(r"(?<!\S)(\d{1,2})(?!\S)")


@dataclass(frozen=True, slots=True)
class Shape:
    """What is wished of a section; `number` is how many points "first" asks for, else 0."""

    form: Form = "whole"
    number: int = 0


WHOLE = Shape()


def read_shape(asked: str) -> Shape:
    """All of a section, its number of points, its headings or the first few; whole where nothing is said."""
    key, wishes = search_key(asked), patterns("shape")
    if wishes["summary"].search(key):
        return Shape("summary")
    if wishes["count"].search(key):
        return Shape("count")
    number = number_in(key) if wishes["give"].search(key) else 0
    return Shape("first", number) if number else WHOLE


def compares(asked: str) -> bool:
    """Whether things are to be laid side by side."""
    return bool(patterns("comparison")["compare"].search(search_key(asked)))


def asks_for_a_section_unnamed(asked: str) -> bool:
    """Whether the words wish for a summary, a number, a comparison or "something", and no more.

    "How many enterprises?" names what it counts and is none of these; nor is "what are enterprises?".
    """
    key, own = search_key(asked), patterns("clarify")
    shape = read_shape(asked)
    about_subject = bool(subject_words().search(key))
    if about_subject and (compares(asked) or shape.form in ("count", "first")):
        return False
    wishes = shape != WHOLE or compares(asked) or bool(own["tell"].search(key))
    if not wishes and (not about_subject or patterns("several")["start"].match(key)):
        return False
    return not says_more(key)


def asks_for_everything(asked: str) -> bool:
    """Whether a summary of the whole source is wished for."""
    whole = patterns("clarify")["everything"].search(search_key(asked))
    return bool(whole) and read_shape(asked).form == "summary" and asks_for_a_section_unnamed(asked)


def leans_on_shown_sections(asked: str) -> bool:
    """Whether the words wish for a form alone ("summarize", "how many?"), of what was shown before."""
    named = subject_words().search(search_key(asked))
    return not named and read_shape(asked) != WHOLE and asks_for_a_section_unnamed(asked)


def announces_a_question(asked: str) -> bool:
    """Whether "I have another question" is all that is said; "the second question" points at one."""
    key, own = search_key(asked), patterns("announced_question")
    if not own["question"].search(key):
        return False
    for pattern in own.values():
        key = pattern.sub(" ", key)
    return not key.strip()


def number_in(asked: str) -> int:
    """The first number of points that a message writes, in digits or as a word; 0 for none."""
    key = search_key(asked)
    key = re.sub(rf"(?:{patterns('shape')['position'].pattern} )+\S+", " ", key)
    if digits := _DIGITS.search(key):
        return int(digits[1])
    named = (int(number) for number, pattern in patterns("numbers").items() if pattern.search(key))
    return next(named, 0)


def says_more(key: str) -> bool:
    """Whether a search key says anything besides wishes, numbers, the subject and small words."""
    lists = [*patterns("shape").values(), *patterns("numbers").values(), patterns("comparison")["compare"]]
    for pattern in (*lists, subject_words(), *patterns("clarify").values()):
        key = pattern.sub(" ", key)
    return any(character.isalpha() for character in key)
