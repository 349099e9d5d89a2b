"""Bars that lie beside each other's names: each as long as its share of the longest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.review.charts.scale import rounded


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a bar, in per cent of the drawing's width; `name` is its class in the style sheet."""

    name: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A bar's pieces, from where reading begins; none where there is nothing."""

    pieces: tuple[Piece, ...]


def share_bars(
    rows: Sequence[Sequence[int]], names: Sequence[str], *, right_to_left: bool
) -> tuple[ShareBar, ...]:
    """Lay out each row's values, in the order of `names`; the longest row fills the width."""
    longest = max((sum(row) for row in rows), default=0) or 1
    return tuple(_bar(row, names, longest, right_to_left) for row in rows)


def _bar(row: Sequence[int], names: Sequence[str], longest: int, right_to_left: bool) -> ShareBar:
    pieces, before = [], 0.0
    for name, value in zip(names, row, strict=True):
        width = 100 * value / longest
        if value:
            pieces.append(
                Piece(name, rounded(100 - before - width if right_to_left else before), rounded(width))
            )
        before += width
    return ShareBar(tuple(pieces))
