"""The ranking figures, against values worked out by hand."""

import math

import pytest

from bench.figures import hit_at, mrr_at, ndcg_at, percentile, rank_of

# Five questions: found first, second, third, eleventh, and not at all.
RANKS = [1, 2, 3, 11, None]


def test_rank_of_is_one_based_and_none_when_absent():
    assert rank_of("b", ["a", "b", "c"]) == 2
    assert rank_of("d", ["a", "b", "c"]) is None


@pytest.mark.parametrize(("k", "expected"), [(1, 0.2), (3, 0.6), (5, 0.6), (11, 0.8)])
def test_hit_at_k_is_the_share_found_among_the_first_k(k, expected):
    assert hit_at(k, RANKS) == pytest.approx(expected)


def test_mrr_is_the_mean_reciprocal_rank_cut_at_k():
    assert mrr_at(10, RANKS) == pytest.approx((1 + 1 / 2 + 1 / 3) / 5)
    assert mrr_at(11, RANKS) == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 11) / 5)


def test_ndcg_discounts_by_the_logarithm_of_the_rank():
    assert ndcg_at(10, RANKS) == pytest.approx((1 + 1 / math.log2(3) + 1 / 2) / 5)


def test_figures_of_no_question_are_zero():
    assert (hit_at(1, []), mrr_at(10, []), ndcg_at(10, [])) == (0.0, 0.0, 0.0)


def test_percentile_is_a_value_that_was_measured():
    latencies = [float(value) for value in range(1, 101)]
    assert percentile(latencies, 0.50) == 50.0
    assert percentile(latencies, 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0


def test_percentile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)
