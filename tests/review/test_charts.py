"""Where bars stand: in proportion, inside the drawing, and the other way round in Arabic."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.review.charts import BOTTOM, TOP, DayBars, DayColumn, day_bars, share_bars, sparkline, ticks
from web.review.charts import LINE_HEIGHT as HEIGHT
from web.review.charts import LINE_WIDTH as WIDTH

NAMES = ("answered", "refused")
COUNTS = st.integers(0, 100_000)
DAYS = st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=120)


def drawn(values: list[tuple[int, int]], *, right_to_left: bool = True) -> DayBars:
    days = [DayColumn(str(number), "", pair, f"?{number}") for number, pair in enumerate(values)]
    return day_bars(days, NAMES, right_to_left=right_to_left)


@given(st.integers(0, 10**9))
def test_the_axis_reaches_past_the_highest_in_few_equal_steps(highest: int) -> None:
    marks = ticks(highest)
    assert marks[0] == 0 < marks[-1]
    assert highest <= marks[-1] <= 4 * max(highest, 1)
    assert 2 <= len(marks) <= 5
    assert {after - before for before, after in pairwise(marks)} == {marks[1]}


@given(DAYS, st.booleans())
def test_columns_stand_inside_the_drawing_and_are_as_high_as_they_count(
    values: list[tuple[int, int]], right_to_left: bool
) -> None:
    chart = drawn(values, right_to_left=right_to_left)
    highest = chart.lines[-1].number
    assert chart.lines[-1].y == TOP
    for pair, column in zip(values, chart.columns, strict=True):
        assert 0 <= column.place_x <= column.x < column.x + column.width <= 100
        assert [part.name for part in column.parts] == [n for n, v in zip(NAMES, pair, strict=True) if v]
        for part in column.parts:
            value = dict(zip(NAMES, pair, strict=True))[part.name]
            assert part.height == pytest.approx(value / highest * (BOTTOM - TOP), abs=0.01)
            assert TOP - 0.01 <= part.y <= BOTTOM


def test_the_first_day_is_at_the_right_in_arabic_and_at_the_left_in_english() -> None:
    values = [(1, 0), (2, 0), (3, 1)]
    arabic, english = drawn(values), drawn(values, right_to_left=False)
    assert [column.day.label for column in sorted(arabic.columns, key=lambda each: each.x)] == ["2", "1", "0"]
    assert [column.day.label for column in sorted(english.columns, key=lambda each: each.x)] == [
        "0",
        "1",
        "2",
    ]
    assert (arabic.axis_x, english.axis_x) == (100, 0)
    for one, other in zip(arabic.columns, english.columns, strict=True):
        assert one.x == pytest.approx(100 - other.x - other.width, abs=0.01)


def test_the_last_day_of_many_is_labelled_and_labels_are_few() -> None:
    chart = drawn([(1, 1)] * 90)
    assert chart.columns[-1].labelled
    assert 4 <= sum(column.labelled for column in chart.columns) <= 8


def test_bars_are_in_proportion_to_the_longest_and_begin_where_reading_does() -> None:
    arabic = share_bars([(30, 10), (10, 0), (0, 0)], NAMES, right_to_left=True)
    english = share_bars([(30, 10), (10, 0), (0, 0)], NAMES, right_to_left=False)
    assert [[(p.name, p.x, p.width) for p in bar.pieces] for bar in arabic] == [
        [("answered", 25, 75), ("refused", 0, 25)],
        [("answered", 75, 25)],
        [],
    ]
    assert [[(p.name, p.x, p.width) for p in bar.pieces] for bar in english] == [
        [("answered", 0, 75), ("refused", 75, 25)],
        [("answered", 0, 25)],
        [],
    ]


def test_a_small_line_runs_as_the_language_does_and_passes_over_what_is_not_known() -> None:
    assert sparkline([0, None, 10], right_to_left=False) == f"0.0,{HEIGHT - 2.0} {WIDTH}.0,2.0"
    assert sparkline([0, None, 10], right_to_left=True) == f"{WIDTH}.0,{HEIGHT - 2.0} 0.0,2.0"
    assert sparkline([None, 3], right_to_left=True) == ""
    assert sparkline([], right_to_left=True) == ""
