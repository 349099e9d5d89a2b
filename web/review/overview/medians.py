"""Median response times: half of the questions were answered as fast or faster."""

from __future__ import annotations

from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, F, QuerySet

from web.review.filters.conditions import QUESTION
from web.review.models import Message

STEP_MILLISECONDS = 10  # how exactly a day's median is known: a line is drawn of it


def median_milliseconds(rows: QuerySet[Message]) -> float | None:
    """The median of the questions that have a time; None without any."""
    timed = rows.filter(QUESTION, milliseconds__isnull=False)
    number = timed.count()
    if not number:
        return None
    ordered = timed.order_by("milliseconds").values_list("milliseconds", flat=True)
    return float(median(each or 0 for each in ordered[(number - 1) // 2 : number // 2 + 1]))


def medians_by_day(rows: QuerySet[Message], day: Any) -> dict[date, int]:
    """Each day's median, to STEP_MILLISECONDS; days without a timed question are not there."""
    timed = rows.filter(QUESTION, milliseconds__isnull=False).annotate(
        day=day, step=F("milliseconds") / STEP_MILLISECONDS
    )
    steps: dict[date, list[tuple[int, int]]] = {}
    for when, step, number in timed.values_list("day", "step").annotate(number=Count("pk")):
        steps.setdefault(when, []).append((step, number))
    return {when: _middle(sorted(found)) * STEP_MILLISECONDS for when, found in steps.items()}


def _middle(counted: list[tuple[int, int]]) -> int:
    """The step in which the middle one lies."""
    left = (sum(number for _, number in counted) + 1) // 2
    for step, number in counted:
        left -= number
        if left <= 0:
            return step
    raise ValueError("nothing was counted")
