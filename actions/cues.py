"""Word lists that tell what a message wants: data/cues/TOPIC.toml, one wish a group, found in search keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomllib

from arabic import search_key

FOLDER = Path(__file__).parents[1] / "data" / "cues"
ANY_ENDING = "*"
CONJUNCTIONS = "\u0648\u0641"  # waw, fa: written as part of the word that follows them


def load(topic: str) -> dict[str, Any]:
    """data/cues/TOPIC.toml as it is written."""
    return tomllib.loads((FOLDER / f"{topic}.toml").read_text(encoding="utf-8"))


@cache
def word_lists(topic: str) -> Mapping[str, list[str]]:
    """The groups of data/cues/TOPIC.toml."""
    return load(topic)


@cache
def cues(topic: str) -> Mapping[str, re.Pattern[str]]:
    """A pattern for each group of a topic; search it in a search key. Words may follow an attached "and"."""
    return {group: pattern_of(words) for group, words in word_lists(topic).items()}


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these words or phrases as whole words; longer ones first."""
    written = sorted({(search_key(word), word.endswith(ANY_ENDING)) for word in words}, key=_longest_first)
    choices = "|".join(re.escape(key) + (r"\S*" if open_ else "") for key, open_ in written)
    return re.compile(rf"(?<!\S)[{CONJUNCTIONS}]?(?:{choices})(?!\S)")


def _longest_first(written: tuple[str, bool]) -> int:
    return -len(written[0])
