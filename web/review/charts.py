"""Charts as numbers: where each bar stands, for templates/review/charts to draw as SVG.

Across the page a place is in per cent of the drawing's width, so that letters keep their size on every
screen; down the page it is in pixels. Nothing here knows a language but for its direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (1, 2, 5)


def ticks(highest: int, most: int = 4) -> tuple[int, ...]:
    """Return whole numbers from 0 in equal steps of 1, 2 or 5 times a power of ten; the last is >= highest.

    At most `most` of them lie above 0.
    """
    highest, power = max(highest, 1), 1
    while True:
        for step in STEPS:
            if step * power * most >= highest:
                count = -(-highest // (step * power))
                return tuple(step * power * each for each in range(count + 1))
        power *= 10


def rounded(number: float) -> float:
    """A place as SVG writes it."""
    return round(number, 3)


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


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a bar, in per cent of the drawing's width; `name` is its class in the style sheet."""

    name: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A bar's pieces, from where reading begins; none where there is nothing."""

    pieces: tuple[Piece, ...]


def share_bars(
    rows: Sequence[Sequence[int]], names: Sequence[str], *, right_to_left: bool
) -> tuple[ShareBar, ...]:
    """Lay out each row's values, in the order of `names`; the longest row fills the width."""
    longest = max((sum(row) for row in rows), default=0) or 1
    return tuple(_bar(row, names, longest, right_to_left) for row in rows)


def _bar(row: Sequence[int], names: Sequence[str], longest: int, right_to_left: bool) -> ShareBar:
    pieces, before = [], 0.0
    for name, value in zip(names, row, strict=True):
        width = 100 * value / longest
        if value:
            pieces.append(
                Piece(name, rounded(100 - before - width if right_to_left else before), rounded(width))
            )
        before += width
    return ShareBar(tuple(pieces))


LINE_WIDTH, LINE_HEIGHT = 100, 28
LINE_EDGE = 2  # so that a thick line stays inside


def sparkline(values: Sequence[float | None], *, right_to_left: bool) -> str:
    """Return the `points` of a polyline in a box of LINE_WIDTH by LINE_HEIGHT, days without a value left out.

    The lowest value that can be is 0. Empty where fewer than two days have a value.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    highest = max(value for _, value in known) or 1
    step = LINE_WIDTH / (len(values) - 1)

    def point(place: int, value: float) -> str:
        x = LINE_WIDTH - place * step if right_to_left else place * step
        y = LINE_HEIGHT - LINE_EDGE - (LINE_HEIGHT - 2 * LINE_EDGE) * value / highest
        return f"{rounded(x)},{rounded(y)}"

    return " ".join(point(place, value) for place, value in known)
