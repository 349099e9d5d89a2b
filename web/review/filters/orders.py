"""The orders of a list: a column, its direction, and the key, which parts equals for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FloatField, Func, Q

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
