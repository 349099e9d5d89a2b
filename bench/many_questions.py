"""As many distinct questions as wanted, of the few that a corpus has: disturbed and reworded, twice over."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bench.disturb import drop_letter, swap_letters
from bench.rewordings import REWORDINGS

SLIPS = (drop_letter, swap_letters)
MAX_TRIES = 100  # for each that is wanted: a corpus of few short questions has no more to give


def many_questions(texts: Sequence[str], count: int, seed: int) -> list[str]:
    """Return `count` distinct texts, those of the corpus first; fewer where it cannot give so many."""
    chance = Random(seed)
    found = dict.fromkeys(texts[:count])
    rewordings = list(REWORDINGS.values())
    for _ in range(count * MAX_TRIES):
        if len(found) == count:
            break
        text = chance.choice(rewordings)(chance.choice(texts), chance)
        for slip in chance.choices(SLIPS, k=2):
            text = slip(text, chance)
        found.setdefault(text)
    return list(found)
