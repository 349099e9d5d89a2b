"""A filter as it stands in an address: read, written, and never a reason to fail."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.review.filters.filter import (
    ALL_KINDS,
    CHANNELS,
    FEEDBACK,
    FIELDS,
    MAX_IGNORED,
    MAX_LENGTH,
    MAX_SHOWN_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    NO_FILTER,
    SORTS,
    YES,
    YES_NO,
    Filter,
    Ignored,
    read_filter,
)

VISIBLE = st.characters(exclude_categories=("Cc", "Cs"))
WORDS = st.text(VISIBLE, max_size=MAX_TEXT_CHARACTERS).map(str.strip)
NAMES = st.from_regex(r"[A-Za-z0-9_.@+/-]{1,20}", fullmatch=True)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
ONE_OF = {
    "channel": CHANNELS,
    "kind": ALL_KINDS,
    "question": YES,
    "answered": YES_NO,
    "refused": YES_NO,
    "feedback": FEEDBACK,
    "follow_up": YES_NO,
    "person": YES_NO,
    "pass_on": YES_NO,
    "hand_over": YES,
    "flag": YES_NO,
    "reviewed": YES_NO,
}


def ordered(pair: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    low, high = pair
    return (high, low) if low is not None and high is not None and low > high else pair


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    """Any filter that a link can hold."""
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    lengths = ordered(draw(st.tuples(*[st.none() | st.integers(1, MAX_LENGTH)] * 2)))
    confidences = ordered(draw(st.tuples(*[st.none() | st.integers(0, 100)] * 2)))
    return Filter(
        text=draw(WORDS),
        topic=draw(WORDS),
        tag=draw(WORDS),
        same=draw(WORDS),
        since=draw(st.sampled_from([None, days[0]])),
        until=draw(st.sampled_from([None, days[1]])),
        intent=draw(st.just("") | NAMES),
        assigned=draw(st.just("") | NAMES),
        length_from=lengths[0],
        length_to=lengths[1],
        confidence_from=confidences[0],
        confidence_to=confidences[1],
        sort=draw(st.sampled_from(SORTS)),
        **{name: draw(st.sampled_from(("", *choices))) for name, choices in ONE_OF.items()},
    )


@given(filters())
def test_a_link_brings_back_the_filter_that_it_was_made_of(filter: Filter) -> None:
    read, ignored = read_filter(dict(parse_qsl(filter.query())))
    assert read == filter
    assert ignored == ()
    assert read.query() == filter.query()


@given(
    st.dictionaries(
        st.sampled_from([field.name for field in FIELDS]) | st.text(max_size=8), st.text(), max_size=40
    )
)
def test_no_address_makes_reading_fail_and_what_was_read_can_be_written(parameters: dict[str, str]) -> None:
    read, ignored = read_filter(parameters)
    again, left = read_filter(dict(parse_qsl(read.query())))
    assert again == read
    assert left == ()
    assert len(ignored) <= MAX_IGNORED
    for each in ignored:
        assert len(each.text) <= MAX_SHOWN_CHARACTERS
        each.text.encode("utf-8")


def test_every_condition_has_one_name_in_addresses() -> None:
    assert sorted(field.attribute for field in FIELDS) == sorted(each.name for each in fields(Filter))
    assert len({field.name for field in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("from", "2026-02-30"),
        ("from", "yesterday"),
        ("from", "1999-01-01"),
        ("to", "9999-12-31"),
        ("to", "2026-1-1"),
        ("channel", "fax"),
        ("channel", "Web"),
        ("kind", "point' OR 1=1 --"),
        ("intent", "ask other"),
        ("intent", "<script>"),
        ("confidence_from", "-1"),
        ("confidence_from", "0.5"),
        ("confidence_to", "101"),
        ("length_from", "0"),
        ("length_to", "1e3"),
        ("refused", "maybe"),
        ("question", "no"),
        ("feedback", "sideways"),
        ("assigned", "someone else"),
        ("sort", "id; DROP TABLE"),
        ("q", "a\0b"),
        ("q", "x" * (MAX_TEXT_CHARACTERS + 1)),
        ("topic", "a\nb"),
        ("tag", "\ud800"),
        ("unheard_of", "1"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_named(name: str, text: str) -> None:
    read, ignored = read_filter({name: text, "reviewed": "no"})
    assert read == Filter(reviewed="no")
    assert [each.name for each in ignored] == [name]


def test_arabic_digits_are_read() -> None:
    read, ignored = read_filter({"from": "٢٠٢٦-٠١-٣١", "confidence_to": "٥٠", "length_from": "۳"})
    assert read == Filter(since=date(2026, 1, 31), confidence_to=50, length_from=3)
    assert ignored == ()


def test_an_end_before_its_beginning_is_left_out_and_named() -> None:
    read, ignored = read_filter(
        {"from": "2026-03-02", "to": "2026-03-01", "length_from": "3", "length_to": "2"}
    )
    assert read == Filter(since=date(2026, 3, 2), length_from=3)
    assert ignored == (Ignored("to", "2026-03-01"), Ignored("length_to", "2"))


def test_blanks_hold_nothing_back_and_the_place_in_the_list_is_no_condition() -> None:
    read, ignored = read_filter({"q": "  ", "channel": "", "after": "x", "before": "y"})
    assert read == NO_FILTER
    assert read.is_empty
    assert ignored == ()


def test_equal_filters_have_one_address() -> None:
    one, _ = read_filter({"refused": "yes", "q": " منشأة ", "sort": "newest"})
    other, _ = read_filter({"q": "منشأة", "refused": "yes"})
    assert one.query() == other.query() == "q=%D9%85%D9%86%D8%B4%D8%A3%D8%A9&refused=yes"
