"""Arabic words that a transliteration may mean, with how often our data has them.

    python -m arabic.lexicon data/calibration/*.jsonl data/nlu/*.yml data/sources/*.md

writes `arabic/words.txt` anew: a word and its count a line, the commonest first.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from arabic.encoder_form import encoder_form
from arabic.letters import LETTER_CLASS

WORDS_FILE = Path(__file__).with_name("words.txt")

_WORD = re.compile(f"[{LETTER_CLASS}]+")


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each Arabic word stands in the texts, without its marks."""
    return Counter(word for text in texts for word in _WORD.findall(encoder_form(text)))


@cache
def words() -> dict[str, int]:
    """Return the words with their counts; read once."""
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count in (line.split("\t") for line in lines)}


def write_words(paths: Iterable[Path], target: Path = WORDS_FILE) -> int:
    """Write the words of these files, ordered by count and by spelling; return how many they are."""
    counts = count_words(path.read_text(encoding="utf-8") for path in paths)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    target.write_text("".join(f"{word}\t{count}\n" for word, count in rows), encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    print(f"{write_words([Path(name) for name in sys.argv[1:]])} words")
