"""Questions as people mistype them: one function a disturbance, (text, chance) → text.

`chance` alone decides where; the same state of it gives the same text. A text in which there is nothing to
disturb comes back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Disturb = Callable[[str, Random], str]

ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
MIN_LETTERS = 4  # of a word that loses, swaps or doubles a letter
HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"  # fathatan to sukun
TATWEEL = "\u0640"
HAMZAS = str.maketrans(
    {
        "\u0623": "\u0627",  # alef with hamza above
        "\u0625": "\u0627",  # alef with hamza below
        "\u0622": "\u0627",  # alef with madda
        "\u0624": "\u0648",  # waw with hamza
        "\u0626": "\u064a",  # ya with hamza
        "\u0621": None,  # hamza
    }
)
PARTICLES = (
    "\u064a\u0639\u0646\u064a",  # ya'ni, everywhere
    "\u0637\u064a\u0628",  # tayyib, Egypt and the Levant
    "\u0632\u0639\u0645\u0627",  # za'ma, the Maghreb
    "\u064a\u0627 \u062e\u0648\u064a\u0627",  # ya khuya, Algeria
    "\u0628\u0627\u0644\u0644\u0647",  # billah, the Gulf
    "\u0645\u0639\u0644\u064a\u0634",  # ma'lish, Egypt
)


def drop_hamza(text: str, _chance: Random) -> str:
    """Write every hamza's seat without it."""
    return text.translate(HAMZAS)


def drop_letter(text: str, chance: Random) -> str:
    """Leave one letter of one word out."""
    return _in_a_word(text, chance, lambda word, place: word[:place] + word[place + 1 :])


def swap_letters(text: str, chance: Random) -> str:
    """Swap a letter of one word with its neighbour."""
    return _in_a_word(
        text,
        chance,
        lambda word, place: word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
    )


def double_letter(text: str, chance: Random) -> str:
    """Write one letter of one word twice."""
    return _in_a_word(text, chance, lambda word, place: word[: place + 1] + word[place:])


def join_words(text: str, chance: Random) -> str:
    """Leave one space out."""
    spaces = [match.start() for match in re.finditer(r"(?<=\S) (?=\S)", text)]
    if not spaces:
        return text
    place = chance.choice(spaces)
    return text[:place] + text[place + 1 :]


def add_diacritics(text: str, chance: Random) -> str:
    """Put a mark on most letters."""

    def marked(match: re.Match[str]) -> str:
        return "".join(
            letter + (chance.choice(HARAKAT) if chance.random() < 0.7 else "") for letter in match.group()
        )

    return ARABIC_WORD.sub(marked, text)


def add_tatweel(text: str, chance: Random) -> str:
    """Stretch every longer word at one place."""

    def stretched(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < MIN_LETTERS:
            return word
        place = chance.randrange(1, len(word))
        return word[:place] + TATWEEL * chance.randint(1, 3) + word[place:]

    return ARABIC_WORD.sub(stretched, text)


def dialect_particle(text: str, chance: Random) -> str:
    """Begin with a filler of some dialect."""
    return f"{chance.choice(PARTICLES)} {text}"


def question_marks(text: str, _chance: Random) -> str:
    """End with three question marks."""
    return text.rstrip(" ?\u061f.") + "\u061f\u061f\u061f"


def _in_a_word(text: str, chance: Random, change: Callable[[str, int], str]) -> str:
    """Change one word at a place that is not its first letter."""
    found = [match for match in ARABIC_WORD.finditer(text) if len(match.group()) >= MIN_LETTERS]
    if not found:
        return text
    match = chance.choice(found)
    changed = change(match.group(), chance.randrange(1, len(match.group())))
    return text[: match.start()] + changed + text[match.end() :]


DISTURBANCES: dict[str, Disturb] = {
    disturb.__name__: disturb
    for disturb in (
        drop_hamza,
        drop_letter,
        swap_letters,
        double_letter,
        join_words,
        add_diacritics,
        add_tatweel,
        dialect_particle,
        question_marks,
    )
}
