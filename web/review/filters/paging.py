"""One page of a list, found by the key of the row before it: the thousandth costs what the first does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from web.review.filters.orders import AT, BadCursor, Order

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
