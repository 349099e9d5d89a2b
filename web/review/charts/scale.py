"""The marks of an axis that counts."""

from __future__ import annotations

STEPS = (1, 2, 5)


def ticks(highest: int, most: int = 4) -> tuple[int, ...]:
    """Return whole numbers from 0 in equal steps of 1, 2 or 5 times a power of ten; the last is >= highest.

    At most `most` of them lie above 0.
    """
    highest, power = max(highest, 1), 1
    while True:
        for step in STEPS:
            if step * power * most >= highest:
                count = -(-highest // (step * power))
                return tuple(step * power * each for each in range(count + 1))
        power *= 10


def rounded(number: float) -> float:
    """A place as SVG writes it."""
    return round(number, 3)
