"""What a reviewer asks of the log, as it stands in an address: everything in it can be shared as a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from web.review.filters.fields import FIELDS, BadValue, Value

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
