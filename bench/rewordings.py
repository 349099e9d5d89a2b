"""Questions in other words than they were taught in: one function a rewording, (text, chance) → text.

They stand beside the slips of `bench.disturb`. The words are in rewordings.toml, for anybody to read; a text
in which there is nothing to reword comes back as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import tomllib

from bench.disturb import Disturb, drop_letter

WORDS = Path(__file__).with_name("rewordings.toml")
MARKS = " ?\u061f."  # with the Arabic question mark
MIN_WORDS = 4  # of a question whose end can be said first
MIN_KEYWORDS = 2


def opened(text: str, _chance: Random) -> str:
    """Say first that one wants to know."""
    return f"{_lists()['opening']} {text}"


def asked_about(text: str, _chance: Random) -> str:
    """Say afterwards that this is a question."""
    return f"{text.rstrip(MARKS)} {_lists()['asking']}"


def told(text: str, _chance: Random) -> str:
    """Order instead of asking."""
    return f"{_lists()['telling']} {text.rstrip(MARKS)}"


def keywords(text: str, _chance: Random) -> str:
    """Leave out the words that only ask or join."""
    kept = [word for word in text.rstrip(MARKS).split() if word not in _lists()["particles"]]
    return " ".join(kept) if len(kept) >= MIN_KEYWORDS else text


def end_first(text: str, _chance: Random) -> str:
    """Name the question's last two words first."""
    words = text.rstrip(MARKS).split()
    if len(words) < MIN_WORDS:
        return text
    return f"{' '.join(words[-2:])}\u060c {' '.join(words[:-2])}\u061f"  # an Arabic comma, a question mark


def egyptian(text: str, _chance: Random) -> str:
    """Ask with Egyptian question words."""
    return _replaced(text, _lists()["egyptian"])


def maghrebi(text: str, _chance: Random) -> str:
    """Ask with question words of the Maghreb."""
    return _replaced(text, _lists()["maghrebi"])


def gulf(text: str, _chance: Random) -> str:
    """Ask with question words of the Gulf."""
    return _replaced(text, _lists()["gulf"])


def synonyms(text: str, _chance: Random) -> str:
    """Put other words of the same meaning where there are some."""
    return _replaced(text, _lists()["synonyms"])


def hasty(text: str, chance: Random) -> str:
    """In key words, with a letter left out."""
    return drop_letter(keywords(text, chance), chance)


def _replaced(text: str, words: Mapping[str, str]) -> str:
    return " ".join(words.get(word, word) for word in text.split())


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


REWORDINGS: dict[str, Disturb] = {
    reword.__name__: reword
    for reword in (
        opened, asked_about, told, keywords, end_first, egyptian, maghrebi, gulf, synonyms, hasty,
    )
}  # fmt: skip
