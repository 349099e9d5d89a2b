"""Rows of arrays put together anew on disk without being held in memory: an index has gigabytes of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Joined:
    """Arrays of one type, one after the other; to be saved as one."""

    parts: tuple[Array, ...]

    def __len__(self) -> int:
        """Return how many rows they have together."""
        return sum(map(len, self.parts))


@dataclass(frozen=True)
class Ragged:
    """Rows of different lengths in one array: row n is values[starts[n]:starts[n + 1]]."""

    values: Array
    starts: Rows

    def joined(self, other: Ragged, rows: Rows) -> tuple[Joined, Rows]:
        """Return these rows, counted through both, as values and starts."""
        both, first = (self, other), len(self.starts) - 1
        values = []
        for which, start, end in _runs(rows, first):
            one = both[which]
            values.append(one.values[one.starts[start] : one.starts[end]])
        lengths = np.concatenate([np.diff(self.starts), np.diff(other.starts)])[rows]
        return Joined(tuple(values) or (other.values[:0],)), np.cumsum(np.r_[0, lengths]).astype(np.int64)


def _runs(rows: Rows, first: int) -> list[tuple[int, int, int]]:
    """Part rows into neighbours (which array, start, end), counted through two of which one has `first`."""
    if not len(rows):
        return []
    breaks = np.flatnonzero((np.diff(rows) != 1) | (rows[1:] == first)) + 1
    starts, ends = rows[np.r_[0, breaks]], rows[np.r_[breaks, len(rows)] - 1] + 1
    which = (starts >= first).astype(np.int64)
    return list(
        zip(which.tolist(), (starts - which * first).tolist(), (ends - which * first).tolist(), strict=True)
    )


def save_rows(path: Path, rows: Array | Joined) -> None:
    """Write rows as one .npy file."""
    if not isinstance(rows, Joined):
        np.save(path, rows)
        return
    first = rows.parts[0]
    if not len(rows):
        np.save(path, first)
        return
    file = np.lib.format.open_memmap(path, "w+", first.dtype, (len(rows), *first.shape[1:]))
    at = 0
    for part in rows.parts:
        file[at : at + len(part)] = part
        at += len(part)
    file.flush()
