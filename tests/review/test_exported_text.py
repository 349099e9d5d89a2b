"""What leaves as CSV and JSON: read back as it was, and never a formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.review.exports import BYTE_ORDER_MARK, FORMULA_STARTS, csv_lines, harmless, json_lines, written

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
DANGEROUS = [
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1",
    "  =1+1",
    "\u00a0=1",
    "＝1+1",
    "＠x",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_looks_like_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "ما دور المؤسسات؟", "a=b", "1-2", "' =1", "٢٠٢٦"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_csv_reads_back_and_no_cell_begins_as_a_formula(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(("one", "two"), rows))
    assert text.startswith(BYTE_ORDER_MARK)
    read = list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert read == [["one", "two"], *[[harmless(cell) for cell in row] for row in rows]]
    for row in read[1:]:
        for cell in row:
            assert not FORMULA_STARTS.intersection((cell[:1], cell.lstrip()[:1]))


@given(st.lists(st.tuples(TEXTS, st.integers() | st.none() | st.booleans()), max_size=5))
def test_json_reads_back_word_for_word(rows: list[tuple[str, int | None]]) -> None:
    read = json.loads("".join(json_lines(("text", "count"), rows)))
    assert read == [{"text": text, "count": count} for text, count in rows]


def test_numbers_times_and_nothing_are_written_plainly() -> None:
    assert [written(cell) for cell in (-3, 0.25, True, False, None, date(2026, 3, 1))] == [
        "-3", "0.25", "yes", "no", "", "2026-03-01",
    ]  # fmt: skip
    at = datetime(2026, 3, 1, 9, 30, 5, 123, tzinfo=UTC)
    assert written(at) == "2026-03-01T09:30:05+00:00"
    assert json.loads("".join(json_lines(("at",), [(at,)]))) == [{"at": at.isoformat()}]
