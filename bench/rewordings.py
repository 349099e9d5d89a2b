"""Questions in other words than the curated ones: one function a rewording, (text, chance) → text.

They stand beside the typing errors of `bench.disturb`. Their words are in data/lexicon. A text in which there
is nothing to reword comes back as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

from arabic.lexicon import load
from bench.disturb import Disturb, drop_letter, swap_letters

MARKS = " ?\u061f."  # with the Arabic question mark
MIN_WORDS = 4  # of a question whose end can be said first
MIN_KEYWORDS = 2

SLIPS = (drop_letter, swap_letters)
MAX_TRIES = 100  # for each that is wanted: a corpus of few short questions has no more to give


def opened(text: str, _chance: Random) -> str:
    """Say first that one wants to know."""
    return f"{_phrase('opening')} {text}"


def asked_about(text: str, _chance: Random) -> str:
    """Say afterwards that this is a question."""
    return f"{text.rstrip(MARKS)} {_phrase('asking')}"


def told(text: str, _chance: Random) -> str:
    """Order instead of asking."""
    return f"{_phrase('telling')} {text.rstrip(MARKS)}"


def keywords(text: str, _chance: Random) -> str:
    """Leave out the words that only ask or join."""
    kept = [word for word in text.rstrip(MARKS).split() if word not in load("rewordings")["particles"]]
    return " ".join(kept) if len(kept) >= MIN_KEYWORDS else text


def end_first(text: str, _chance: Random) -> str:
    """Name the question's last two words first."""
    words = text.rstrip(MARKS).split()
    if len(words) < MIN_WORDS:
        return text
    return f"{' '.join(words[-2:])}\u060c {' '.join(words[:-2])}\u061f"  # an Arabic comma, a question mark


def egyptian(text: str, _chance: Random) -> str:
    """Ask with Egyptian question words."""
    return _replaced(text, "egyptian")


def maghrebi(text: str, _chance: Random) -> str:
    """Ask with question words of the Maghreb."""
    return _replaced(text, "maghrebi")


def gulf(text: str, _chance: Random) -> str:
    """Ask with question words of the Gulf."""
    return _replaced(text, "gulf")


def synonyms(text: str, _chance: Random) -> str:
    """Put other words of the same meaning where there are some."""
    return _replaced(text, "synonyms")


def hasty(text: str, chance: Random) -> str:
    """In key words, with a letter left out."""
    return drop_letter(keywords(text, chance), chance)


def _phrase(group: str) -> str:
    return load("rewordings")[group][0]


def _replaced(text: str, list_name: str) -> str:
    words = _replacements(list_name)
    return " ".join(words.get(word, word) for word in text.split())


@cache
def _replacements(list_name: str) -> dict[str, str]:
    lists = load(f"rewordings_{list_name}")
    return {word: written for written, words in lists.items() for word in words}


REWORDINGS: dict[str, Disturb] = {
    reword.__name__: reword
    for reword in (
        opened, asked_about, told, keywords, end_first, egyptian, maghrebi, gulf, synonyms, hasty,
    )
}  # fmt: skip


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
