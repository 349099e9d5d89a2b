"""Words as they are mistyped: a letter wrong, missing, doubled, added or out of place, a space left out.

The subject model learns from them that a misspelt name is still that name.
"""

from functools import cache
from itertools import pairwise
from random import Random

from arabic.lexicon import load

ARTICLE = "\u0627\u0644"
MIN_LETTERS = 4  # of a word in which a finger slips, its article not counted
SLIPS = ("wrong", "wrong", "missing", "doubled", "swapped", "added")
SECOND_SLIP = 0.2  # share of the names of several words that are misspelt twice


def slipped(name: str, rng: Random) -> str:
    """Return a name with a slip in one of its words, at times two; short words stay as they are."""
    words = name.split(" ")
    for _ in range(1 + (len(words) > 1 and rng.random() < SECOND_SLIP)):
        place = rng.randrange(len(words))
        words[place] = _slipped_word(words[place], rng)
    return " ".join(words)


def joined(text: str, start: int, end: int, rng: Random) -> tuple[str, int, int]:
    """Return a text with a space at or within start to end left out, and where that part stands then."""
    spaces = [at for at in range(max(start - 1, 0), min(end + 1, len(text))) if text[at] == " "]
    if not spaces:
        return text, start, end
    at = rng.choice(spaces)
    return text[:at] + text[at + 1 :], start - (at < start), end - (at < end)


def _slipped_word(word: str, rng: Random) -> str:
    """Change one letter, neither of the article nor the last; a wrong one is a neighbour of the right."""
    first = len(ARTICLE) if word.startswith(ARTICLE) else 0
    letters = [at for at in range(first, len(word)) if word[at].isalpha()]
    if len(letters) < MIN_LETTERS:
        return word
    at, how = rng.choice(letters[:-1]), rng.choice(SLIPS)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    near = rng.choice(_neighbours().get(letter.lower(), letter))
    if how == "wrong":
        return before + near + after
    if how == "missing":
        return before + after
    if how == "doubled":
        return before + letter + letter + after
    if how == "added":
        return before + near + letter + after
    return before + after[0] + letter + after[1:]


@cache
def _neighbours() -> dict[str, str]:
    """The letters that each letter is mistaken for, in order."""
    pairs = [pair for row in load("slips")["keyboard"] for pair in pairwise(row)]
    pairs += [(one, other) for row in load("slips")["alike"] for one in row for other in row if one != other]
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {letter: "".join(sorted(others)) for letter, others in found.items()}
