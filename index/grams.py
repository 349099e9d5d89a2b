"""What the word index counts: runs of characters within the words of the search key."""

from arabic import search_key

SHORTEST = 3
LONGEST = 5


def grams(text: str) -> list[str]:
    """Return the runs of 3 to 5 characters of each word, the word's edges counted as a space.

    A word too short for a length is given whole, once. Order and repetitions are kept.
    """
    return [gram for word in search_key(text).split() for gram in grams_of_word(word)]


def grams_of_word(word: str) -> list[str]:
    """Return the runs of one word of a search key."""
    found: list[str] = []
    edged = f" {word} "
    for length in range(SHORTEST, LONGEST + 1):
        if len(edged) <= length:
            found.append(edged)
            break
        found.extend(edged[start : start + length] for start in range(len(edged) - length + 1))
    return found
