"""The form of a filter: its fields in groups, each with its choices in the viewer's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.cache import cache

from web.review import roles
from web.review.filters import Filter
from web.review.filters.conditions import ME, NO_TOPIC, NOBODY
from web.review.filters.facets import Counts
from web.review.filters.filter import ALL_KINDS, CHANNELS, FEEDBACK, FIELDS, SORTS, YES_NO
from web.review.filters.lists import Viewer
from web.review.filters.pages import Order
from web.review.labels import CHANNELS as CHANNEL_LABELS
from web.review.labels import CHOICES, CONDITIONS, INTENTS, KINDS
from web.review.labels import SORTS as SORT_LABELS
from web.review.models import Message, Tag

DATE, NUMBER, SELECT = "date", "number", "select"
KEPT_SECONDS = 60
# What the form asks for, in its order; what it does not ask for stays in it as it came with a link.
ASKED = (
    *("from", "to", "channel", "kind", "refused", "feedback", "topic", "intent"),
    *("confidence_from", "confidence_to", "length_from", "length_to"),
    *("answered", "follow_up", "person", "pass_on", "tag", "flag", "reviewed", "assigned"),
)
_ATTRIBUTES = {field.name: field.attribute for field in FIELDS}
_LIMITS = {"confidence_from": 100, "confidence_to": 100, "length_from": 10_000, "length_to": 10_000}


@dataclass(frozen=True, slots=True)
class Option:
    """`count`: how many conversations would be left; None where that was not counted."""

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class FormField:
    """`kind` says how it is drawn; a select has options, beside the one for "any"."""

    name: str
    label: str
    kind: str
    value: str
    options: tuple[Option, ...] = ()
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that holds; `query` is the list's without it."""

    label: str
    value: str
    query: str


def form_fields(filter: Filter, counts: Counts | None) -> list[FormField]:
    """The fields of the form, with what the filter holds chosen."""
    fields = []
    for name in ASKED:
        value = getattr(filter, _ATTRIBUTES[name])
        chosen, label = "" if value is None else str(value), str(CONDITIONS[name])
        if name in ("from", "to"):
            fields.append(FormField(name, label, DATE, chosen))
        elif name in _LIMITS:
            fields.append(FormField(name, label, NUMBER, chosen, highest=_LIMITS[name]))
        else:
            numbers = None if counts is None else counts.get(_ATTRIBUTES[name], {})
            options = _options(name, chosen, numbers)
            fields.append(FormField(name, label, SELECT, chosen, tuple(options)))
    return fields


def kept_apart(filter: Filter) -> list[tuple[str, str]]:
    """The conditions that the form asks nothing about, to be sent along with it."""
    apart = {each.name for each in FIELDS} - set(ASKED) - {"q", "sort"}
    return [(name, str(value)) for name, value in filter.parts() if name in apart]


def sort_options(orders: Mapping[str, Order]) -> list[Option]:
    return [Option(each, str(SORT_LABELS[each])) for each in SORTS if each in orders]


def chips(filter: Filter) -> list[Chip]:
    """The conditions that hold, in words."""
    return [
        Chip(
            str(CONDITIONS[name]),
            value_name(name, str(value)),
            filter.but(
                **{_ATTRIBUTES[name]: None if name in _LIMITS or name in ("from", "to") else ""}
            ).query(),
        )
        for name, value in filter.parts()
        if name != "sort"
    ]


def value_name(name: str, value: str) -> str:
    """A choice in the viewer's words; what nobody named is called what it is."""
    tables = {"channel": CHANNEL_LABELS, "kind": KINDS, "intent": INTENTS}
    if name in tables:
        return str(tables[name].get(value, value))
    return str(CHOICES.get(f"{name}_{value}", CHOICES[value] if value in YES_NO else value))


def members() -> list[str]:
    """The names of those who can be given a conversation."""
    found = User.objects.filter(is_active=True, groups__name__in=roles.ROLES).distinct()
    return list(found.order_by("username").values_list("username", flat=True))


def assignable_by(viewer: Viewer) -> list[str]:
    """The names of those whom the viewer may give a conversation to: a lead anybody, others themselves."""
    return members() if roles.allows(viewer, roles.LEAD) else [viewer.get_username()]


def _options(name: str, chosen: str, numbers: Mapping[str, int] | None) -> Iterable[Option]:
    values = list(_values(name))
    if chosen and chosen not in values:
        values.append(chosen)
    for value in values:
        count = None if numbers is None or value == NO_TOPIC else numbers.get(value, 0)
        if count != 0 or value == chosen or name not in ("intent", "topic", "tag"):
            yield Option(value, value_name(name, value), count)


def _values(name: str) -> Iterable[str]:
    match name:
        case "channel":
            return CHANNELS
        case "kind":
            return ALL_KINDS
        case "feedback":
            return FEEDBACK
        case "intent":
            return INTENTS
        case "topic":
            return [*_topics(), NO_TOPIC]
        case "tag":
            return Tag.objects.order_by("name").values_list("name", flat=True)
        case "assigned":
            return [ME, NOBODY, *members()]
    return YES_NO


def _topics() -> list[str]:
    def found() -> list[str]:
        sections = Message.objects.exclude(section="").values_list("section", flat=True)
        return list(sections.order_by("section").distinct())

    return cache.get_or_set("review-topics", found, KEPT_SECONDS) or []
