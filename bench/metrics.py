"""Ranking figures of questions with one right passage each; rank is 1-based, None if not found."""

from __future__ import annotations

import math
from collections.abc import Sequence

Rank = int | None


def rank_of(right: str, ranked: Sequence[str]) -> Rank:
    """Return the 1-based place of right among the ranked ids, None if it is not there."""
    return ranked.index(right) + 1 if right in ranked else None


def hit_at(k: int, ranks: Sequence[Rank]) -> float:
    """Return the share of questions whose passage is among the first k."""
    return _mean([float(rank is not None and rank <= k) for rank in ranks])


def mrr_at(k: int, ranks: Sequence[Rank]) -> float:
    """Return the mean of 1 / rank, 0 past the first k."""
    return _mean([1 / rank if rank is not None and rank <= k else 0.0 for rank in ranks])


def ndcg_at(k: int, ranks: Sequence[Rank]) -> float:
    """Return the mean of 1 / log2(1 + rank), 0 past the first k: nDCG where one passage is right."""
    return _mean([1 / math.log2(1 + rank) if rank is not None and rank <= k else 0.0 for rank in ranks])


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that at least this share (0 to 1) of the values does not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values to take a percentile of")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
