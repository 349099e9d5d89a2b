"""How each filter stands in an address: its name there, and what its text may be.

A text that cannot be read raises BadValue; nothing else does, whatever a link holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from arabic.letters import DIGITS
from contract.answer import KINDS

MAX_TEXT_CHARACTERS = 200
MAX_LENGTH = 10_000  # messages of one conversation
FIRST_YEAR, LAST_YEAR = 2000, 2100

CHANNELS = ("web", "telegram", "terminal", "other")
ALL_KINDS = (*KINDS, "talk", "failed")
YES_NO = ("yes", "no")
YES = ("yes",)
FEEDBACK = ("up", "down", "any", "none")
SORTS = ("newest", "oldest", "longest", "least_sure", "most_refused", "most_disliked", "slowest")

Value = str | int | date | None
_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_.@+/-]{1,150}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DIGITS = str.maketrans(DIGITS)


class BadValue(ValueError):
    """A filter's text that means nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """`name` stands in addresses, `attribute` in Filter; `read` gets a text that is not empty."""

    name: str
    attribute: str
    read: Callable[[str], Value]


def choice(*choices: str) -> Callable[[str], str]:
    """Read one of the choices."""

    def read(text: str) -> str:
        if text not in choices:
            raise BadValue(text)
        return text

    return read


def number(lowest: int, highest: int) -> Callable[[str], int]:
    """Read a whole number, in Arabic-Indic digits too."""

    def read(text: str) -> int:
        text = text.translate(_DIGITS)
        if not _NUMBER.fullmatch(text) or not lowest <= int(text) <= highest:
            raise BadValue(text)
        return int(text)

    return read


def day(text: str) -> date:
    """Read an ISO date, in Arabic-Indic digits too."""
    text = text.translate(_DIGITS)
    if not _DAY.fullmatch(text) or not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        raise BadValue(text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadValue(text) from error


def name(text: str) -> str:
    """Read what programs name: an intent, a person's sign-in."""
    if not _NAME.fullmatch(text):
        raise BadValue(text)
    return text


def words(text: str) -> str:
    """Read what people write; control characters and halves of surrogate pairs fit no database."""
    if any(unicodedata.category(each) in ("Cc", "Cs") for each in text) or len(text) > MAX_TEXT_CHARACTERS:
        raise BadValue(text)
    return text


FIELDS = (
    Field("q", "text", words),
    Field("from", "since", day),
    Field("to", "until", day),
    Field("channel", "channel", choice(*CHANNELS)),
    Field("intent", "intent", name),
    Field("confidence_from", "confidence_from", number(0, 100)),
    Field("confidence_to", "confidence_to", number(0, 100)),
    Field("kind", "kind", choice(*ALL_KINDS)),
    Field("topic", "topic", words),
    Field("question", "question", choice(*YES)),
    Field("answered", "answered", choice(*YES_NO)),
    Field("refused", "refused", choice(*YES_NO)),
    Field("feedback", "feedback", choice(*FEEDBACK)),
    Field("follow_up", "follow_up", choice(*YES_NO)),
    Field("person", "person", choice(*YES_NO)),
    Field("pass_on", "pass_on", choice(*YES_NO)),
    Field("hand_over", "hand_over", choice(*YES)),
    Field("length_from", "length_from", number(1, MAX_LENGTH)),
    Field("length_to", "length_to", number(1, MAX_LENGTH)),
    Field("tag", "tag", words),
    Field("flag", "flag", choice(*YES_NO)),
    Field("reviewed", "reviewed", choice(*YES_NO)),
    Field("assigned", "assigned", name),
    Field("same", "same", words),
    Field("sort", "sort", choice(*SORTS)),
)
