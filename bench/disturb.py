"""Questions mistyped or in Latin letters, as people write them: one function a disturbance.

Each is (text, chance) → text. `chance` alone decides where; the same state of it gives the same text. A text
in which there is nothing to disturb comes back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from arabic import encoder_form
from arabic.lexicon import load

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

ALIKE = {
    "\u0627": "a", "\u0623": "a", "\u0625": "i", "\u0622": "a", "\u0621": "2", "\u0624": "2", "\u0626": "2",
    "\u0628": "b", "\u062a": "t", "\u062b": "th", "\u062f": "d", "\u0630": "dh", "\u0631": "r", "\u0632": "z",
    "\u0633": "s", "\u0635": "s", "\u0636": "d", "\u0638": "dh", "\u0641": "f", "\u0643": "k", "\u0644": "l",
    "\u0645": "m", "\u0646": "n", "\u0647": "h", "\u064a": "i", "\u0649": "a", "\u0629": "a", "\u0639": "3",
    "\u062d": "7", "\u0637": "t",
}  # fmt: skip
MAGHREB = ALIKE | {
    "\u062c": "dj",
    "\u062e": "kh",
    "\u0634": "ch",
    "\u063a": "gh",
    "\u0642": "9",
    "\u0648": "ou",
}
MASHREQ = ALIKE | {"\u062c": "g", "\u062e": "5", "\u0634": "sh", "\u063a": "8", "\u0642": "q", "\u0648": "o"}
ARTICLE = "\u0627\u0644"
WORD = re.compile("[\u0621-\u064a]+")
SHORT_VOWEL_SHARE = 0.5


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
    return f"{chance.choice(load('disturbances')['particles'])} {text}"


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


def arabizi(text: str, chance: Random) -> str:
    """Spell every Arabic word in Latin letters, half of the short vowels guessed."""
    letters = chance.choice((MAGHREB, MASHREQ))
    vowel = "e" if letters is MASHREQ else "a"
    spelt = WORD.sub(lambda match: _word(match.group(), letters, vowel, chance), encoder_form(text))
    return spelt.replace("\u061f", "?").replace("\u060c", ",")


def _word(word: str, letters: dict[str, str], vowel: str, chance: Random) -> str:
    article = ""
    if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 1:
        article, word = "el ", word[len(ARTICLE) :]
    spelt = ""
    for place, letter in enumerate(word):
        latin = letters.get(letter, letter)
        if letter in "\u0648\u064a" and (
            place == 0 or word[place + 1 : place + 2] in tuple("\u0627\u0629\u0649")
        ):
            latin = {"\u0648": "w", "\u064a": "y"}[letter]
        between = spelt and spelt[-1] not in "aeiouwy" and latin[0] not in "aeiouwy"
        spelt += (vowel if between and chance.random() < SHORT_VOWEL_SHARE else "") + latin
    return article + spelt
