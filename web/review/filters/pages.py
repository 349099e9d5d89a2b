"""The orders of a list, and its pages: a page is found by the key of the row before it, so that the
thousandth costs what the first does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, FloatField, Func, Model, Q, QuerySet

from web.review.filters.filter import DEFAULT_SORT

NO_CONFIDENCE = "2.0"  # behind every confidence there is
AT = "order_at"  # the annotation that a list is ordered by


class BadCursor(ValueError):
    """A place in a list that cannot be read."""


class KnownConfidence(Func):
    """The column, what is not known last; a number in the text, so that an index could be on it."""

    template = f"COALESCE(%(expressions)s, {NO_CONFIDENCE})"
    output_field = FloatField()


class KnownMilliseconds(Func):
    """The column, what is not known as if it took no time."""

    template = "COALESCE(%(expressions)s, 0)"


@dataclass(frozen=True, slots=True)
class Order:
    """`read` turns a cursor's text into a value of the column."""

    column: Any
    descending: bool
    read: Callable[[str], Any]

    def beyond(self, value: Any, key: Any, *, backwards: bool) -> Q:
        """What stands after the row with this value and key, or before it."""
        less = self.descending != backwards
        past, until = ("lt", "lte") if less else ("gt", "gte")
        # The first condition alone could be met by an index; the others part equals.
        return Q(**{f"{AT}__{until}": value}) & (Q(**{f"{AT}__{past}": value}) | Q(**{f"pk__{past}": key}))

    def by(self, *, backwards: bool) -> tuple[str, str]:
        """What Django orders by."""
        sign = "-" if self.descending != backwards else ""
        return f"{sign}{AT}", f"{sign}pk"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


CONVERSATION_ORDERS = {
    "newest": Order(F("last_at"), True, _moment),
    "oldest": Order(F("last_at"), False, _moment),
    "longest": Order(F("message_count"), True, int),
    "least_sure": Order(KnownConfidence("lowest_confidence"), False, float),
    "most_refused": Order(F("refused_count"), True, int),
    "most_disliked": Order(F("thumbs_down"), True, int),
}
MESSAGE_ORDERS = {
    "newest": Order(F("at"), True, _moment),
    "oldest": Order(F("at"), False, _moment),
    "least_sure": Order(KnownConfidence("confidence"), False, float),
    "slowest": Order(KnownMilliseconds("milliseconds"), True, int),
}


def order_of(orders: dict[str, Order], sort: str) -> Order:
    """The order of this name; the usual one where this list has none of the name."""
    return orders.get(sort, orders[DEFAULT_SORT])


PAGE_ROWS = 50
MAX_CURSOR_CHARACTERS = 400
SEPARATOR = "~"

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """`before` and `after` are cursors of the pages around; empty where there is none."""

    rows: tuple[Row, ...]
    before: str
    after: str


def cursor(row: Any) -> str:
    """The place of a row in its list, as an address holds it."""
    value = getattr(row, AT)
    written = value.isoformat() if isinstance(value, datetime) else repr(value)
    return f"{written}{SEPARATOR}{row.pk}"


def page(
    rows: QuerySet[Row], order: Order, parameters: Mapping[str, str], size: int = PAGE_ROWS
) -> Page[Row]:
    """Return the page that an address names by `after` or `before`; BadCursor for what cannot be read."""
    backwards = "before" in parameters and "after" not in parameters
    given = parameters.get("before" if backwards else "after", "")
    rows = rows.annotate(**{AT: order.column})
    if given:
        rows = rows.filter(order.beyond(*_read(given, order, rows.model), backwards=backwards))
    found = list(rows.order_by(*order.by(backwards=backwards))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_before, has_after = (more, True) if backwards else (bool(given), more)
    return Page(
        tuple(found),
        before=cursor(found[0]) if found and has_before else "",
        after=cursor(found[-1]) if found and has_after else "",
    )


def _read(given: str, order: Order, model: type[Model]) -> tuple[Any, Any]:
    value, separator, key = given.partition(SEPARATOR)
    if not separator or not key or len(given) > MAX_CURSOR_CHARACTERS or "\0" in given:
        raise BadCursor(given[:MAX_CURSOR_CHARACTERS])
    try:
        read = order.read(value)
        if isinstance(read, datetime) and read.tzinfo is None:
            raise ValueError(value)
        if read != read or (isinstance(read, int | float) and abs(read) > 10**12):
            raise ValueError(value)
        return read, model._meta.pk.to_python(key)
    except (ValueError, OverflowError, ValidationError) as error:
        raise BadCursor(given) from error
