"""A message read for the signs of a follow-up: positions, wishes, and the words left over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from actions.follow_up import words as w
from arabic import search_key

MAX_WORDS = 14  # a longer message stands by itself
MAX_NUMBER = 99
MAX_PHRASE_WORDS = 4
WISHES = {
    "source": w.SOURCE, "confused": w.CONFUSED, "repeat": w.REPEAT, "return": w.RETURN, "why": w.WHY,
    "example": w.EXAMPLE, "explain": w.EXPLAIN, "rest": w.REST, "more": w.MORE, "next": w.NEXT,
    "previous": w.PREVIOUS,
}  # fmt: skip
CONJUNCTIONS = ("و", "ف")
TANWEEN_ALEF = "\u0627"  # alef, which the accusative adds to a word
MIN_TANWEEN_LETTERS = 4
ATTACHED = ("وبال", "فبال", "وال", "فال", "بال", "كال", "لل", "ولل", "ال", "و", "ف", "ب", "ل", "ع", "ه")


@dataclass(frozen=True, slots=True)
class Reading:
    """`positions` count from 1, -1 is the last and -2 the last but one; `rest` are the words left over.

    `numbers` are cardinals, which may as well count; `marked`: it begins as the rest of a sentence would;
    `leans`: it has a pronoun or demonstrative that points back; `sections`: its positions are of those.
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


class _Found:
    def __init__(self) -> None:
        self.positions: list[int] = []
        self.numbers: list[int] = []
        self.wishes: set[str] = set()
        self.rest: list[str] = []
        self.subject = self.leans = self.verb = self.counted = self.sections = self.whole = False

    def take(self, tokens: list[str], place: int) -> int:
        """Take the longest phrase at a place; how many words it was."""
        if place == 0 and tokens[0] == ENGLISH_ANOTHER and len(tokens) > 1 and tokens[1] in _COUNTABLE:
            self.wishes.add("next")
            return 1
        if place and tokens[place] in _ANOTHER and _COURTESY.issuperset(tokens[place + 1 :]):
            return self._takes_another(tokens, place)
        for length in range(min(MAX_PHRASE_WORDS, len(tokens) - place), 0, -1):
            phrase = " ".join(tokens[place : place + length])
            if any(self._takes(form) for form in forms(phrase)):
                return length
        self.rest.append(tokens[place])
        return 1

    def _takes_another(self, tokens: list[str], place: int) -> int:
        """ "Another point" is the next one; "another question" is none of the list."""
        if tokens[place - 1] in w.ANOTHER_MATTER:
            self.rest.append(tokens[place])
        else:
            self.wishes.add("next")
        return 1

    def _takes(self, word: str) -> bool:
        if word in _BEFORE_LAST:
            self.positions.append(w.LAST_BUT_ONE)
        elif word in w.LASTS:
            self.positions.append(w.LAST)
        elif word in w.ORDINALS:
            self.positions.append(w.ORDINALS[word])
        elif word.isascii() and word.isdigit() and 0 <= int(word[:4]) <= MAX_NUMBER and len(word) < 3:
            self.numbers.append(int(word))
        elif word in w.CARDINALS:
            self.numbers.append(w.CARDINALS[word])
        elif wish := next((name for name, held in WISHES.items() if word in held), ""):
            self.wishes.add(wish)
        else:
            return self._takes_carrier(word)
        return True

    def _takes_carrier(self, word: str) -> bool:
        known = word in w.CARRIERS or word in w.MARKERS
        self.leans |= word in w.LEANED_ON
        self.verb |= word in w.LEANING_VERBS
        self.subject |= word in w.SUBJECT
        self.counted |= word in w.COUNTED
        self.sections |= word in w.SECTION_WORDS
        self.whole |= word in w.WHOLE_LIST
        known |= word in w.SECTION_WORDS
        return known or word in w.LEANED_ON or word in w.LEANING_VERBS or word in w.SUBJECT

    def reading(self, tokens: list[str]) -> Reading:
        return Reading(
            positions=tuple(dict.fromkeys(self.positions)),
            numbers=tuple(dict.fromkeys(self.numbers)),
            wishes=frozenset(self.wishes),
            rest=tuple(self.rest),
            subject=self.subject,
            marked=_marked(tokens),
            leans=self.leans,
            verb=self.verb,
            counted=self.counted,
            sections=self.sections,
            whole=self.whole,
            asks=_asks(tokens),
        )


@cache
def forms(phrase: str) -> tuple[str, ...]:
    """A phrase as it is, then without particles joined to its first word, then without its accusative."""
    shorn = [phrase.removeprefix(particle) for particle in ATTACHED if phrase.startswith(particle)]
    both = [form.removeprefix("ال") for form in shorn if form.startswith("ال")]
    bare = [phrase.removesuffix(TANWEEN_ALEF)] if len(phrase) >= MIN_TANWEEN_LETTERS else []
    return (phrase, *(form for form in dict.fromkeys([*shorn, *both, *bare]) if len(form) > 1))


def _marked(tokens: list[str]) -> bool:
    """Whether the message begins with "and the ...", "and in ...", "what about ..." or the like."""
    openings = [" ".join(tokens[:length]) for length in (1, 2)]
    if any(opening in w.MARKERS for opening in openings) or tokens[0] in CONJUNCTIONS:
        return True
    joined = tokens[0][1:] if tokens[0].startswith(CONJUNCTIONS) else ""
    return (joined.startswith(_ARTICLES) and len(joined) >= MIN_JOINED_LETTERS) or joined in _CONTINUING


def _asks(tokens: list[str]) -> bool:
    """Whether a question word stands in it, "what about" apart."""
    text = f" {' '.join(tokens)} "
    for about in _ABOUT:
        text = text.replace(about, " ")
    return any(form in _ASKING for token in text.split() for form in (token, token[1:]))


_BEFORE_LAST = frozenset(
    f"{before} {article}{last}" for before in w.BEFORE for last in w.LASTS for article in ("", "ال")
)
_ANOTHER = w.keys("آخر,أخرى,اخره,خرى,اخرين,اخريين,اخريتين,خلاف,another,other,autre")
_COURTESY = w.keys(
    "من,فضلك,لو,سمحت,سمحتي,رجاء,ارجوك,الله,يخليك,بليز,ايضا,كذلك,فقط,بس,عافاك,please,svp,stp,s,il,te,vous,plait"
)
ENGLISH_ANOTHER = "another"  # stands before its noun
_COUNTABLE = w.COUNTED | frozenset(w.CARDINALS)
_ARTICLES = ("ال", "بال", "لل")
MIN_JOINED_LETTERS = 4
_CONTINUING = w.CARRIERS | w.MARKERS | w.LEANING_VERBS | w.LEANED_ON | w.WHY | w.EXAMPLE
_ABOUT = tuple(
    f" {phrase} "
    for phrase in w.keys("ماذا عن,وماذا عن,وش عن,ايش عن,شو عن,شنو على,واش على,what about,how about")
)
_ASKING = w.keys(
    "ما,ماذا,هل,كيف,كيفاش,شلون,ازاي,متى,ومن,أين,وين,فين,وش,ايش,شو,شنو,واش,ايه,كم,قداش,شحال,why,what,how,who,when,comment,quand,quel,quelle"
)
