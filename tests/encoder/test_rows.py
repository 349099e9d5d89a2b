"""Rows are put together anew as if they had been picked one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from encoder.rows import Ragged, save_rows

LENGTHS = ((2, 0, 3), (1, 4))


def ragged(lengths: tuple[int, ...], first: int) -> Ragged:
    starts = np.cumsum([0, *lengths])
    return Ragged((first + np.arange(starts[-1] * 2, dtype=np.float32)).reshape(-1, 2), starts)


@pytest.mark.parametrize(
    "rows", [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 3], [3, 3, 0], [1], []], ids=lambda rows: str(rows)
)
def test_rows_of_two_arrays_are_taken_in_any_order(tmp_path: Path, rows: list[int]) -> None:
    one, other = ragged(LENGTHS[0], 0), ragged(LENGTHS[1], 100)
    each = [values for part in (one, other) for values in np.split(part.values, part.starts[1:-1])]
    values, starts = one.joined(other, np.array(rows, dtype=np.int64))
    save_rows(tmp_path / "rows.npy", values)
    found = np.load(tmp_path / "rows.npy", mmap_mode="r")
    assert len(found) == len(values) == starts[-1]
    assert len(starts) == len(rows) + 1
    for place, row in enumerate(rows):
        np.testing.assert_array_equal(found[starts[place] : starts[place + 1]], each[row])
    assert found.shape[1:] == (2,)
