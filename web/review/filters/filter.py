"""What a reviewer asks of the log, as it stands in an address: everything in it can be shared as a link.

A text that cannot be read raises BadValue; nothing else does, whatever a link holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

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


DEFAULT_SORT = "newest"
NOT_FILTERS = frozenset(
    ("after", "before", "format", "csrfmiddlewaretoken")
)  # where a page begins, and the like
MAX_SHOWN_CHARACTERS = 60
MAX_IGNORED = 10


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that hold together; empty ones hold nothing back.

    Of a message: text, since, until, intent, confidence, kind, topic, question, same, and the `yes` of
    answered, refused, feedback, follow_up, person, pass_on and hand_over. One message must meet all of them;
    a conversation is listed when it has such a message. Of a conversation: the rest, and every `no`, which
    says that none of its messages is like that. Days are those of the console's time zone, `until` included;
    confidences are per cent; `same` is a question's search key.
    """

    text: str = ""
    since: date | None = None
    until: date | None = None
    channel: str = ""
    intent: str = ""
    confidence_from: int | None = None
    confidence_to: int | None = None
    kind: str = ""
    topic: str = ""
    question: str = ""
    answered: str = ""
    refused: str = ""
    feedback: str = ""
    follow_up: str = ""
    person: str = ""
    pass_on: str = ""
    hand_over: str = ""
    length_from: int | None = None
    length_to: int | None = None
    tag: str = ""
    flag: str = ""
    reviewed: str = ""
    assigned: str = ""
    same: str = ""
    sort: str = DEFAULT_SORT

    def parts(self) -> Iterator[tuple[str, Value]]:
        """Yield the name and value of each condition that is set, and of the order where it is not usual."""
        usual = {each.name: each.default for each in fields(self)}
        for field in FIELDS:
            value: Value = getattr(self, field.attribute)
            if value != usual[field.attribute]:
                yield field.name, value

    def query(self, **more: str) -> str:
        """The part of an address after its question mark; equal filters give equal texts."""
        return urlencode([(name, str(value)) for name, value in self.parts()] + list(more.items()))

    def but(self, **changed: Value) -> Filter:
        """This filter with other values."""
        return replace(self, **changed)  # type: ignore[arg-type]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held back."""
        return self.but(sort=DEFAULT_SORT) == NO_FILTER


NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class Ignored:
    """A condition of an address that could not be read, so that nobody takes it for held."""

    name: str
    text: str


def read_filter(parameters: Mapping[str, str]) -> tuple[Filter, tuple[Ignored, ...]]:
    """Return the conditions that can be read and those that cannot; of a name given twice the last counts."""
    read: dict[str, Value] = {}
    ignored = [
        Ignored(_shown(name), _shown(parameters[name]))
        for name in parameters
        if name not in KNOWN | NOT_FILTERS
    ]
    for field in FIELDS:
        text = parameters.get(field.name, "").strip()
        if text:
            try:
                read[field.attribute] = field.read(text)
            except BadValue:
                ignored.append(Ignored(field.name, _shown(text)))
    found = NO_FILTER.but(**read)
    for lower, upper in RANGES:
        low, high = getattr(found, lower.attribute), getattr(found, upper.attribute)
        if low is not None and high is not None and low > high:
            ignored.append(Ignored(upper.name, str(high)))
            found = found.but(**{upper.attribute: None})
    return found, tuple(ignored[:MAX_IGNORED])


def _shown(text: str) -> str:
    """The text as it may be shown: short and encodable."""
    return text[:MAX_SHOWN_CHARACTERS].encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


KNOWN = frozenset(field.name for field in FIELDS)
_BY_NAME = {field.name: field for field in FIELDS}
RANGES = tuple(
    (_BY_NAME[low], _BY_NAME[high])
    for low, high in (("from", "to"), ("confidence_from", "confidence_to"), ("length_from", "length_to"))
)
