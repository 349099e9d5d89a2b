"""How the scorers become one score."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import searcher as fusion

ROOT = math.sqrt(1.5)  # one over the deviation of 1, 2, 3


def row(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_z_scores_are_distances_from_the_mean_in_deviations() -> None:
    np.testing.assert_allclose(fusion.z_scores(row(1, 2, 3)), [-ROOT, 0, ROOT], rtol=1e-6)
    assert fusion.z_scores(row(0.25, 0.25)).tolist() == [0.0, 0.0]
    assert fusion.z_scores(row(7)).tolist() == [0.0]


def test_text_is_fused_by_weight() -> None:
    fused = fusion.fuse_text(row(1, 2, 3), row(30, 20, 10))
    step = ROOT * (fusion.DENSE_WEIGHT - fusion.WORDS_WEIGHT)
    np.testing.assert_allclose(fused, [-step, 0, step], atol=1e-6)


def test_without_words_the_dense_side_speaks_alone() -> None:
    np.testing.assert_allclose(fusion.fuse_text(row(3, 1, 2), None), [ROOT, -ROOT, 0], atol=1e-6)


def test_a_probability_of_nothing_is_bounded() -> None:
    found = fusion.log_probabilities(row(1.0, math.exp(-2), 0.0))
    np.testing.assert_allclose(found, [0.0, -2.0, math.log(1e-6)], rtol=1e-6)


@given(st.lists(st.floats(-100, 100, width=32), min_size=2, max_size=20), st.floats(1, 50), st.floats(-9, 9))
def test_scale_and_origin_of_a_voice_do_not_matter(values: list[float], scale: float, origin: float) -> None:
    scores = np.array(values, dtype=np.float32)
    if scores.std() < 0.1:
        return
    moved = (scores * scale + origin).astype(np.float32)
    assert fusion.z_scores(moved) == pytest.approx(fusion.z_scores(scores), abs=1e-3)
