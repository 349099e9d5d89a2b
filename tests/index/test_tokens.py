"""Late interaction, by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.scorers import TokenIndex

# Their mean is the origin, so that nothing is taken off; the last passage has no token.
PASSAGES = [
    np.array([[2, 0], [-2, 0]], dtype=np.float32),
    np.array([[0, 5], [0, -5]], dtype=np.float32),
    np.array([[3, 4], [-3, -4]], dtype=np.float32),
    np.zeros((0, 2), dtype=np.float32),
]
ROWS = np.arange(4, dtype=np.int64)


@pytest.fixture(scope="module")
def tokens() -> TokenIndex:
    return TokenIndex.build(PASSAGES)


def test_a_score_is_the_mean_of_each_query_tokens_best_cosine(tokens: TokenIndex) -> None:
    query = np.array([[10, 0], [0, 1]], dtype=np.float32)
    # first token: 1, 0, .6; second: 0, 1, .8
    np.testing.assert_allclose(tokens.scores(query, ROWS), [0.5, 0.5, 0.7, 0.0], atol=1e-3)
    np.testing.assert_allclose(tokens.scores(query[:1], ROWS), [1.0, 0.0, 0.6, 0.0], atol=1e-3)


def test_scores_are_of_the_rows_named_in_their_order(tokens: TokenIndex) -> None:
    query = np.array([[10, 0]], dtype=np.float32)
    np.testing.assert_allclose(tokens.scores(query, ROWS[[2, 0]]), [0.6, 1.0], atol=1e-3)


def test_the_corpus_mean_is_taken_off_both_sides(tokens: TokenIndex) -> None:
    away = np.array([100, -40], dtype=np.float32)
    moved = TokenIndex.build([passage + away for passage in PASSAGES])
    query = np.array([[1, 2], [-3, 1]], dtype=np.float32)
    np.testing.assert_allclose(moved.scores(query + away, ROWS), tokens.scores(query, ROWS), atol=2e-3)


def test_a_query_without_tokens_scores_zero(tokens: TokenIndex) -> None:
    assert tokens.scores(np.zeros((0, 2), dtype=np.float32), ROWS).tolist() == [0.0] * 4


def test_what_is_saved_is_the_same_when_opened_and_is_mapped(tokens: TokenIndex, tmp_path: Path) -> None:
    tokens.save(tmp_path)
    opened = TokenIndex.open(tmp_path)
    query = np.array([[1, 2], [-3, 1]], dtype=np.float32)
    assert opened.count == tokens.count == 4
    np.testing.assert_array_equal(opened.scores(query, ROWS), tokens.scores(query, ROWS))
    assert str(tmp_path / "tokens.npy") in Path("/proc/self/maps").read_text(encoding="utf-8")


def test_passages_without_any_token_are_scored_zero() -> None:
    bare = TokenIndex.build([np.zeros((0, 2), dtype=np.float32)] * 2)
    assert bare.scores(np.ones((1, 2), dtype=np.float32), ROWS[:2]).tolist() == [0.0, 0.0]
