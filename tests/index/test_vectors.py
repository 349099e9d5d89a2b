"""The dense side: exact inner products, and its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.scorers import VectorIndex

VECTORS = np.array([[1, 0, 0], [0, 1, 0], [0.6, 0.8, 0], [0, 0, -1]], dtype=np.float32)
QUERY = np.array([0.8, 0.6, 0], dtype=np.float32)


@pytest.fixture(scope="module")
def vectors() -> VectorIndex:
    return VectorIndex.build(VECTORS)


def test_cosines_are_of_the_rows_named_in_their_order(vectors: VectorIndex) -> None:
    found = vectors.cosines(QUERY, np.array([3, 0, 2, 1], dtype=np.int64))
    np.testing.assert_allclose(found, [0.0, 0.8, 0.96, 0.6], atol=1e-6)
    assert vectors.cosines(QUERY, np.array([], dtype=np.int64)).shape == (0,)


def test_the_nearest_come_best_first(vectors: VectorIndex) -> None:
    rows, cosines = vectors.nearest(QUERY, 3)
    assert rows.tolist() == [2, 0, 1]
    np.testing.assert_allclose(cosines, [0.96, 0.8, 0.6], atol=1e-6)


def test_no_more_are_found_than_there_are(vectors: VectorIndex) -> None:
    rows, _ = vectors.nearest(QUERY, 100)
    assert rows.tolist() == [2, 0, 1, 3]


def test_what_is_saved_is_the_same_when_opened_and_is_mapped(vectors: VectorIndex, tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    vectors.save(path)
    opened = VectorIndex.open(path)
    assert (opened.count, opened.dimensions) == (4, 3)
    rows = np.arange(4, dtype=np.int64)
    np.testing.assert_array_equal(opened.cosines(QUERY, rows), vectors.cosines(QUERY, rows))
    assert str(path) in Path("/proc/self/maps").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"nonsense", b"IxFI\x03"])
def test_a_damaged_file_raises(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vectors.faiss").write_bytes(content)
    with pytest.raises(RuntimeError):
        VectorIndex.open(tmp_path / "vectors.faiss")
