"""How well a confidence parts right answers from false ones. Standard library only."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

BINS = 10
WIDTH, HEIGHT, MARGIN = 480, 360, 48


def area_above(true: Sequence[float], false: Sequence[float]) -> float:
    """Return AUROC: how often a right answer is surer than a false one, ties counting half."""
    if not true or not false:
        return 0.0
    lower = sorted(false)
    above = sum(bisect_left(lower, one) + bisect_right(lower, one) for one in true)
    return above / (2 * len(true) * len(false))


def false_at_missed(true: Sequence[float], false: Sequence[float], missed: float) -> float:
    """Return the share of false answers given at the threshold that refuses a share of the right."""
    if not true or not false:
        return 0.0
    threshold = sorted(true)[min(math.floor(missed * len(true)), len(true) - 1)]
    return sum(one >= threshold for one in false) / len(false)


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over BINS equal steps of confidence."""
    error = 0.0
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        held = [pair for pair in judged if low <= pair[0] < high or (number == BINS - 1 and pair[0] == high)]
        if held:
            sure = sum(confidence for confidence, _ in held) / len(held)
            right = sum(outcome for _, outcome in held) / len(held)
            error += len(held) / len(judged) * abs(sure - right)
    return error


def curve(true: Sequence[float], false: Sequence[float]) -> list[tuple[float, float]]:
    """Return (share of the right missed, share of the false given), threshold by threshold."""
    return [(missed / 100, false_at_missed(true, false, missed / 100)) for missed in range(101)]


def curve_svg(true: Sequence[float], false: Sequence[float]) -> str:
    """Return the curve as a picture: missed to the right, false answers upwards, both from 0 to 1."""
    across, up = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    points = " ".join(
        f"{MARGIN + x * across:.1f},{HEIGHT - MARGIN - y * up:.1f}" for x, y in curve(true, false)
    )
    ticks = "".join(
        f'<text x="{MARGIN + part / 100 * across:.0f}" y="{HEIGHT - MARGIN + 16}">{part}</text>'
        f'<text x="{MARGIN - 26}" y="{HEIGHT - MARGIN - part / 100 * up + 4:.0f}">{part}</text>'
        f'<path d="M{MARGIN} {HEIGHT - MARGIN - part / 100 * up:.0f}h{across}" stroke="#ddd"/>'
        for part in range(0, 101, 20)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="11"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{ticks}'
        f'<polyline points="{points}" fill="none" stroke="#0b6e4f" stroke-width="2"/>'
        f'<text x="{WIDTH / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle">right answers missed, %</text>'
        f'<text x="{MARGIN}" y="{MARGIN - 16}">false answers given, %</text></svg>\n'
    )
