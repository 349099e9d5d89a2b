"""What the benchmark of suggestions types, and what it makes of what it saw."""

from __future__ import annotations

from itertools import islice

import pytest

from bench.command import BenchError
from bench.suggestions import Seen, figures_of, typed


def test_visitors_type_letter_by_letter_beside_each_other() -> None:
    found = list(islice(typed(["abcd", "wxy"], visitors=2), 6))
    assert found == ["ab", "wx", "abc", "wxy", "abcd", "ab"]


def test_latencies_are_percentiles_and_errors_are_counted() -> None:
    seen = Seen([float(each) for each in range(1, 101)], ["late"], with_some=40)
    values = figures_of(seen).values
    assert (values["p50_ms"], values["errors"]) == (pytest.approx(50, abs=1), 1)
    assert values["p95_ms"] == pytest.approx(95, abs=1)


def test_a_server_that_suggests_nothing_is_no_fast_one() -> None:
    with pytest.raises(BenchError, match="every list was empty"):
        figures_of(Seen([1.0, 1.0]))
    with pytest.raises(BenchError, match="late"):
        figures_of(Seen([], ["late"]))
