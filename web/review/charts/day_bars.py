"""A column for each day, of parts that stand on each other; time runs as the language is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.review.charts.scale import rounded, ticks

HEIGHT = 280  # pixels, letters below included
TOP, BOTTOM = 14, 248  # of the plot
LABEL_Y = 268
GUTTER = 6.0  # per cent, for the numbers of the axis
WIDEST = 5.0  # per cent of a column
SHARE_OF_PLACE = 0.72  # of a day's place that its column takes
MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class DayColumn:
    """What is drawn of a day: `values` from the bottom up, in the order of the chart's parts."""

    label: str
    description: str
    values: tuple[int, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of a column; `name` is its class in the style sheet."""

    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A day's column: x, width and place_x, place_width (all that can be pressed) in per cent."""

    day: DayColumn
    x: float
    width: float
    place_x: float
    place_width: float
    middle: float
    parts: tuple[Part, ...]
    labelled: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A mark of the axis, right across."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class DayBars:
    """The whole chart; `axis_x` is the edge that numbers stand at, the lines run from x1 to x2."""

    height: int
    label_y: int
    axis_x: float
    x1: float
    x2: float
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]


def day_bars(days: Sequence[DayColumn], names: Sequence[str], *, right_to_left: bool) -> DayBars:
    """Lay out the days, the first at the edge where reading begins."""
    marks = ticks(max((sum(day.values) for day in days), default=0))
    pixels = (BOTTOM - TOP) / marks[-1]
    place = (100 - GUTTER) / max(len(days), 1)
    every = -(-len(days) // MOST_LABELS) or 1

    def column(number: int, day: DayColumn) -> Column:
        start = GUTTER + number * place
        width = min(place * SHARE_OF_PLACE, WIDEST)
        if right_to_left:
            start = 100 - start - place
        middle = start + place / 2
        return Column(
            day=day,
            x=rounded(middle - width / 2),
            width=rounded(width),
            place_x=rounded(max(start, 0)),
            place_width=rounded(place),
            middle=rounded(middle),
            parts=_parts(day.values, names, pixels),
            labelled=(len(days) - 1 - number) % every == 0,
        )

    return DayBars(
        height=HEIGHT,
        label_y=LABEL_Y,
        axis_x=100.0 if right_to_left else 0.0,
        x1=0.0 if right_to_left else GUTTER,
        x2=100 - GUTTER if right_to_left else 100.0,
        lines=tuple(Line(rounded(BOTTOM - mark * pixels), mark) for mark in marks),
        columns=tuple(column(number, day) for number, day in enumerate(days)),
    )


def _parts(values: Sequence[int], names: Sequence[str], pixels: float) -> tuple[Part, ...]:
    parts, y = [], float(BOTTOM)
    for name, value in zip(names, values, strict=True):
        y -= value * pixels
        if value:
            parts.append(Part(name, rounded(y), rounded(value * pixels)))
    return tuple(parts)
