"""The nearest curated questions, among few and among many."""

from __future__ import annotations

import numpy as np
import pytest

from index.curated.questions import MANY, NearestQuestions


@pytest.mark.parametrize("count", [1, 50, MANY + 500])
def test_a_question_is_its_own_nearest_and_the_rest_are_in_order(count: int) -> None:
    vectors = np.random.default_rng(0).normal(size=(count, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    nearest = NearestQuestions(vectors)
    for row in range(0, count, max(count // 20, 1)):
        found = nearest.nearest(vectors[row], 12)
        assert found[0] == (row, pytest.approx(1.0, abs=1e-5))
        assert len(found) <= min(12, count)
        assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)


@pytest.mark.parametrize("count", [50, MANY + 500])
def test_only_the_rows_that_count_are_found(count: int) -> None:
    vectors = np.random.default_rng(1).normal(size=(count, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    nearest = NearestQuestions(vectors)
    only = nearest.only([3, 5, count - 1])
    assert nearest.nearest(vectors[5], 12, only)[0][0] == 5
    assert {row for row, _ in nearest.nearest(vectors[4], 12, only)} <= {3, 5, count - 1}


def test_none_at_all_have_no_nearest() -> None:
    nearest = NearestQuestions(np.zeros((0, 32), dtype=np.float32))
    assert nearest.nearest(np.ones(32, dtype=np.float32), 12) == []
