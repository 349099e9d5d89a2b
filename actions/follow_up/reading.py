"""A message read for the signs of a follow-up: positions, wishes, and the words left over.

The words stand in data/lexicon: follow_up.toml, ordinals.toml, cardinals.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from actions.subject import is_subject
from arabic import search_key
from arabic.lexicon import load

MAX_WORDS = 14  # a longer message stands by itself
MAX_NUMBER = 99
MAX_PHRASE_WORDS = 4
LAST = -1
LAST_BUT_ONE = -2
# The groups of follow_up.toml that are wishes; a phrase of several is taken for the first.
WISHES = (
    "source", "confused", "repeat", "return", "why", "example", "explain", "rest", "more", "next", "previous",
)  # fmt: skip
ARTICLE = "\u0627\u0644"  # alef, lam: "the"
CONJUNCTIONS = ("\u0648", "\u0641")  # waw, fa: "and"
MIN_JOINED_LETTERS = 4
MIN_TANWEEN_LETTERS = 4
_TANWEEN_ALEF = "\u0627"  # alef, which the accusative adds to a word
_ARTICLES = (ARTICLE, "\u0628\u0627\u0644", "\u0644\u0644")  # "the", "by the", "for the"
_PARTICLES = (
    "\u0648\u0628\u0627\u0644",  # waw, beh, alef, lam: "and by the"
    "\u0641\u0628\u0627\u0644",  # fa, beh, alef, lam: the same
    "\u0648\u0627\u0644",  # waw, alef, lam: "and the"
    "\u0641\u0627\u0644",  # fa, alef, lam: the same
    "\u0628\u0627\u0644",  # beh, alef, lam: "by the"
    "\u0643\u0627\u0644",  # kaf, alef, lam: "like the"
    "\u0644\u0644",  # lam, lam: "for the"
    "\u0648\u0644\u0644",  # waw, lam, lam: "and for the"
    ARTICLE,
    *CONJUNCTIONS,
    "\u0628",  # beh: "by"
    "\u0644",  # lam: "for"
    "\u0639",  # ain: "on", in dialects
    "\u0647",  # heh: "this", in dialects
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`positions` count from 1, -1 is the last and -2 the last but one; `rest` are the words left over.

    `numbers` are cardinals, which may as well count; `marked`: it begins as the rest of a sentence would;
    `leans`: it has a pronoun or demonstrative that points back; `sections`: its positions are of those;
    `answers`: it speaks of what the assistant answered; `excepts`: its positions are those to leave out;
    `parts_off`: it says "but for", and may say "only" by it.
    """

    positions: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    wishes: frozenset[str] = frozenset()
    rest: tuple[str, ...] = ()
    subject: bool = False
    marked: bool = False
    leans: bool = False
    verb: bool = False
    counted: bool = False
    sections: bool = False
    whole: bool = False
    asks: bool = False
    answers: bool = False
    excepts: bool = False
    parts_off: bool = False


def read(text: str) -> Reading | None:
    """None for a message that is too long for a follow-up, or has no word."""
    tokens = search_key(text).split()
    if not tokens or len(tokens) > MAX_WORDS:
        return None
    found = _Found()
    place = 0
    while place < len(tokens):
        place += found.take(tokens, place)
    return found.reading(tokens)


@cache
def keys() -> Mapping[str, frozenset[str]]:
    """The groups of follow_up.toml as search keys."""
    return {group: frozenset(map(search_key, words)) for group, words in load("follow_up").items()}


@cache
def ordinals() -> Mapping[str, int]:
    """The position that each ordinal names."""
    return _numbers("ordinals")


@cache
def cardinals() -> Mapping[str, int]:
    """The number that each cardinal is."""
    return _numbers("cardinals")


def _numbers(topic: str) -> dict[str, int]:
    return {search_key(word): int(number) for number, words in load(topic).items() for word in words}


class _Found:
    def __init__(self) -> None:
        self.positions: list[int] = []
        self.numbers: list[int] = []
        self.wishes: set[str] = set()
        self.rest: list[str] = []
        self.signs: set[str] = set()

    def take(self, tokens: list[str], place: int) -> int:
        """Take the longest phrase at a place; how many words it was."""
        word, words = tokens[place], keys()
        if place == 0 and word in words["another_before"] and set(tokens[1:2]) & _countable():
            self.wishes.add("next")
            return 1
        if place and word in words["another"] and words["courtesy"].issuperset(tokens[place + 1 :]):
            return self._takes_another(tokens, place)
        for length in range(min(MAX_PHRASE_WORDS, len(tokens) - place), 0, -1):
            phrase = " ".join(tokens[place : place + length])
            if any(self._takes(form) for form in forms(phrase)):
                return length
        self.rest.append(word)
        return 1

    def _takes_another(self, tokens: list[str], place: int) -> int:
        """ "Another point" is the next one; "another question" is none of the list."""
        if tokens[place - 1] in keys()["another_matter"]:
            self.rest.append(tokens[place])
        else:
            self.wishes.add("next")
        return 1

    def _takes(self, word: str) -> bool:
        if word in keys()["except"]:
            self.signs.add("except")
            return True
        if word in _before_last():
            self.positions.append(LAST_BUT_ONE)
        elif word in keys()["last"]:
            self.positions.append(LAST)
        elif word in ordinals():
            self.positions.append(ordinals()[word])
        elif word.isascii() and word.isdigit() and int(word[:4]) <= MAX_NUMBER and len(word) < 3:
            self.numbers.append(int(word))
        elif word in cardinals():
            self.numbers.append(cardinals()[word])
        elif wish := next((wish for wish in WISHES if word in keys()[wish]), ""):
            self.wishes.add(wish)
        else:
            return self._takes_carrier(word)
        return True

    def _takes_carrier(self, word: str) -> bool:
        signs = {sign for sign in _SIGNS if word in keys()[sign]}
        signs |= {"subject"} if is_subject(word) else set()
        self.signs |= signs
        return bool(signs & _CARRYING) or word in keys()["carriers"] or word in keys()["markers"]

    def reading(self, tokens: list[str]) -> Reading:
        return Reading(
            positions=tuple(dict.fromkeys(self.positions)),
            numbers=tuple(dict.fromkeys(self.numbers)),
            wishes=frozenset(self.wishes),
            rest=tuple(self.rest),
            subject="subject" in self.signs,
            marked=_marked(tokens),
            leans="leaned_on" in self.signs,
            verb="leaning_verbs" in self.signs,
            counted="counted" in self.signs,
            sections="section_words" in self.signs,
            whole="whole_list" in self.signs,
            asks=_asks(tokens),
            answers="answer_words" in self.signs,
            excepts="except" in self.signs and not _says_only(tokens),
            parts_off="except" in self.signs,
        )


# Groups of follow_up.toml that a word may be of beside being passed over, and those that alone carry it.
_SIGNS = ("subject", "leaned_on", "leaning_verbs", "counted", "section_words", "whole_list", "answer_words")
_CARRYING = frozenset({"subject", "leaned_on", "leaning_verbs", "section_words", "answer_words"})


@cache
def forms(phrase: str) -> tuple[str, ...]:
    """A phrase as it is, then without particles joined to its first word, then without its accusative."""
    shorn = [phrase.removeprefix(particle) for particle in _PARTICLES if phrase.startswith(particle)]
    both = [form.removeprefix(ARTICLE) for form in shorn if form.startswith(ARTICLE)]
    bare = [phrase.removesuffix(_TANWEEN_ALEF)] if len(phrase) >= MIN_TANWEEN_LETTERS else []
    return (phrase, *(form for form in dict.fromkeys([*shorn, *both, *bare]) if len(form) > 1))


def _marked(tokens: list[str]) -> bool:
    """Whether the message begins with "and the ...", "and in ...", "what about ..." or the like."""
    openings = [" ".join(tokens[:length]) for length in (1, 2)]
    if any(opening in keys()["markers"] for opening in openings) or tokens[0] in CONJUNCTIONS:
        return True
    joined = tokens[0][1:] if tokens[0].startswith(CONJUNCTIONS) else ""
    return (joined.startswith(_ARTICLES) and len(joined) >= MIN_JOINED_LETTERS) or joined in _continuing()


def _asks(tokens: list[str]) -> bool:
    """Whether a question word stands in it, "what about" apart."""
    text = f" {' '.join(tokens)} "
    for about in keys()["what_about"]:
        text = text.replace(f" {about} ", " ")
    return any(form in keys()["asking"] for token in text.split() for form in (token, token[1:]))


def _says_only(tokens: list[str]) -> bool:
    """Whether "but for" says "only": after a denial, or as the Maghrebi "only" ("غير" ... "برك")."""
    words = keys()
    place = next((at for at, token in enumerate(tokens) if token in words["except"]), None)
    if place is None or words["all_before"] & set(tokens[:place]):
        return False
    if words["denying"] & set(tokens[:place]):
        return True
    is_maghrebi = bool(words["only_after"] & set(tokens[place:]) or words["wishing"] & set(tokens[:place]))
    return tokens[place] in words["maghrebi_only"] and is_maghrebi


@cache
def _before_last() -> frozenset[str]:
    words = keys()
    return frozenset(
        f"{before} {article}{last}"
        for before in words["before"]
        for last in words["last"]
        for article in ("", ARTICLE)
    )


@cache
def _countable() -> frozenset[str]:
    return keys()["counted"] | frozenset(cardinals())


@cache
def _continuing() -> frozenset[str]:
    """Words that go on from what was said where "and" is joined to them."""
    groups = ("carriers", "markers", "leaning_verbs", "leaned_on", "why", "example")
    return frozenset().union(*(keys()[group] for group in groups))
