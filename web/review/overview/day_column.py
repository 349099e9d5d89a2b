"""The day of a message as a database reckons it: in SQLite by its own function, a hundred times Django's."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import DateField, Func
from django.db.models.functions import TruncDate

from web.review.overview.period import Period


class _SqliteDay(Func):
    function = "DATE"
    output_field = DateField()


def day_of_message(period: Period) -> Any:
    """Return the expression of `at`'s day in the console's time zone, for messages of a period."""
    from django.db.models import Value

    begin, end = period.begins.utcoffset(), period.ends.utcoffset()
    if connection.vendor != "sqlite" or begin is None or begin != end:
        return TruncDate("at")  # clocks are put forward or back in this period
    return _SqliteDay("at", Value(f"{begin.total_seconds():+.0f} seconds"))
