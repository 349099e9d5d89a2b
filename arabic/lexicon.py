"""Word lists from data/lexicon: one TOML file a topic, each a flat table of `group = ["word", ...]`.

`load` gives the lists as written, `patterns` a regular expression for each group. Beside the lists lies
`word_counts.txt`: the Arabic words of our own data and how often each occurs. To write it anew:

    python -m arabic.lexicon data/calibration/*.jsonl data/nlu/*.yml data/sources/*.md
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from arabic.forms import encoder_form, search_key
from arabic.letters import LETTER_CLASS

if sys.version_info >= (3, 11):
    import tomllib
else:  # Rasa's environment; tomli is the same library under its former name
    import tomli as tomllib

FOLDER = Path(__file__).parents[1] / "data" / "lexicon"
COUNTS_FILE = FOLDER / "word_counts.txt"
ANY_ENDING = "*"
CONJUNCTIONS = "\u0648\u0641"  # waw, fa: "and", written as part of the word that follows

_WORD = re.compile(f"[{LETTER_CLASS}]+")


class LexiconError(Exception):
    """A word list is missing or is not a flat table of lists of words."""


@cache
def load(topic: str) -> Mapping[str, list[str]]:
    """Return the groups of data/lexicon/TOPIC.toml, words as written, in the file's order; read once."""
    return read_lists(FOLDER / f"{topic}.toml")


@cache
def patterns(topic: str) -> Mapping[str, re.Pattern[str]]:
    """Return a pattern for each group of a topic (see `pattern_of`)."""
    return {group: pattern_of(words) for group, words in load(topic).items()}


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these words or phrases as whole words in a search key.

    A word ending in `*` stands for any ending. "And" may be attached in front. Longer words are tried first.
    """
    return re.compile(rf"(?<!\S)[{CONJUNCTIONS}]?(?:{choices_of(words)})(?!\S)")


def choices_of(words: Iterable[str]) -> str:
    """Return the alternatives of `pattern_of`, to stand within a larger pattern of a search key."""
    written = {(search_key(word), word.endswith(ANY_ENDING)) for word in words}
    longest_first = sorted(written, key=lambda each: (-len(each[0]), each))
    return "|".join(re.escape(key) + (r"\S*" if open_ else "") for key, open_ in longest_first)


def read_lists(path: Path) -> dict[str, list[str]]:
    """Return the groups of one file; raise LexiconError where it is not a flat table of lists of words."""
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"no word list {path}; the topics are the files of {path.parent}") from None
    except ValueError as error:
        raise LexiconError(f"{path} is not TOML in UTF-8: {error}") from error
    for group, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise LexiconError(f'{path}: {group!r} must be a list of words, such as {group} = ["word"]')
    return table


@cache
def word_counts() -> Mapping[str, int]:
    """Return how often each word of our own data occurs in it, the commonest first; read once."""
    lines = COUNTS_FILE.read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count in (line.split("\t") for line in lines)}


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each Arabic word occurs in the texts, without its marks."""
    return Counter(word for text in texts for word in _WORD.findall(encoder_form(text)))


def write_counts(paths: Iterable[Path], target: Path = COUNTS_FILE) -> int:
    """Write the words of these files, ordered by count and by spelling; return how many they are."""
    counts = count_words(path.read_text(encoding="utf-8") for path in paths)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    target.write_text("".join(f"{word}\t{count}\n" for word, count in rows), encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    print(f"{write_counts([Path(name) for name in sys.argv[1:]])} words")
