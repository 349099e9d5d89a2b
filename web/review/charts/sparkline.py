"""A small line without numbers, beside a figure that says them."""

from __future__ import annotations

from collections.abc import Sequence

from web.review.charts.scale import rounded

WIDTH, HEIGHT = 100, 28
EDGE = 2  # so that a thick line stays inside


def sparkline(values: Sequence[float | None], *, right_to_left: bool) -> str:
    """Return the `points` of a polyline in a box of WIDTH by HEIGHT; a day without a value is passed over.

    The lowest value that can be is 0. Empty where fewer than two days have a value.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    highest = max(value for _, value in known) or 1
    step = WIDTH / (len(values) - 1)

    def point(place: int, value: float) -> str:
        x = WIDTH - place * step if right_to_left else place * step
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / highest
        return f"{rounded(x)},{rounded(y)}"

    return " ".join(point(place, value) for place, value in known)
