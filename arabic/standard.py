"""A question of a dialect in standard words: what asks and joins, the commonest verbs and nouns, their order.

Which dialect it is, its own words tell (data/lexicon/dialect_marks.toml); a question without one comes back
as it is. It is no translation: what the lists do not know stays, and the encoder, which has read standard
Arabic above all, makes of it what it can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from arabic.forms import has_arabic, search_key
from arabic.letters import LETTER_CLASS
from arabic.lexicon import load

MAGHREBI, EGYPTIAN, GULF = DIALECTS = ("maghrebi", "egyptian", "gulf")
ANY, NO_VERB, DROPPED, GENITIVE = "any", "no_verb", "dropped", "genitive"  # groups of the lists
LONGEST_PHRASE = 4  # words

_WORD = re.compile(rf"[{LETTER_CLASS}]+|[^\s{LETTER_CLASS}]+")
_BEFORE_MARK = re.compile(" ([\u061f\u060c,?!.])")
_PAUSE = re.compile("[\u060c,.:\u061b-]+")

_ARTICLE, _AND = "\u0627\u0644", "\u0648"  # alef, lam; waw
_FA, _HA, _AYN, _BA, _NUN = "\u0641", "\u0647", "\u0639", "\u0628", "\u0646"
_WILL = "\u0633"  # sin
_PRESENT = "\u064a\u062a\u0646\u0627"  # the letters of its persons: he and they, she and you, we, I
_NOT_AFTER_ON = "\u0645\u064a\u062c"  # after ayn, alef, lam: whole words begin so, "world", "high", "treat"

_NEGATED = re.compile(
    "^(?:\u0645\u0627(?=[\u064a\u062a\u0646\u0628])|\u0645(?=[\u064a\u0628]))(\\w{3,}?)\u0634$"
)
_NEGATED_AFTER_MA = re.compile("^([\u064a\u062a\u0646\u0627\u0628]\\w{2,}?)\u0634$")
_PROGRESSIVE = re.compile(rf"^{_BA}[\u064a\u062a\u0646]\w{{3,}}$")
_SURELY_PROGRESSIVE = re.compile(rf"^{_BA}\u064a\w{{3,}}$")
_GOES_ON = re.compile(
    "^(?:\u0643\u0627?|\u062a\u0627?(?=\u064a))([\u064a\u062a\u0646]\\w{3,})$"
)  # in Morocco
_NOT_GOING_ON = (
    "\u0643\u064a\u0641",
    "\u0643\u064a\u0645\u0627",
    "\u0643\u062a\u0627\u0628",
    "\u0643\u062a\u0628",
)  # how, like, book, write
_FUTURE = re.compile(rf"^[{_HA}\u062d][\u064a\u062a\u0646]\w{{3,}}$")
_THEY = re.compile("^([\u064a\u062a]\\w{2,})\u0648\u0627?$")
_WE = re.compile(rf"^({_NUN}\w{{2,}})\u0648\u0627?$")
_THEY_ENDING = "\u0648\u0646"
_PLURAL = re.compile(rf"\u0648\u0627?|{_THEY_ENDING}")
_LONGEST_ENDING = 3  # letters, of a verb of the lists


@dataclass(frozen=True)
class _Lists:
    """A dialect's phrases, as keys of words, with the standard words for each; and its marks."""

    phrases: Mapping[tuple[str, ...], str]
    marks: frozenset[str]


def standard_form(text: str) -> str:
    """Return a question in standard words where it is of a dialect; otherwise as it is."""
    if not has_arabic(text):
        return text
    words = _WORD.findall(text)
    keys = [search_key(word) for word in words]
    dialect = _dialect_of(keys)
    if dialect is None:
        return text
    found = " ".join(_in_standard_words(words, keys, dialect)).split()
    return _BEFORE_MARK.sub(r"\1", " ".join(_in_standard_order(found)))


def _dialect_of(keys: list[str]) -> str | None:
    """Return the dialect that most of the marks are of; None where there is no mark."""
    marks = {dialect: sum(key in _lists(dialect).marks for key in keys) for dialect in DIALECTS}
    marks[EGYPTIAN] += sum(_is_verb(key, _SURELY_PROGRESSIVE) for key in keys)
    negated = sum(_NEGATED.match(key) is not None for key in keys)
    if not any(marks.values()) and not negated and _marks(ANY).isdisjoint(keys):
        return None
    known = {one: sum((key,) in _lists(one).phrases for key in keys) for one in DIALECTS}
    return max(DIALECTS, key=lambda one: (marks[one], known[one]))


def _in_standard_words(words: list[str], keys: list[str], dialect: str) -> list[str]:
    """Return what stands for each word, the longest phrase of the lists first."""
    phrases = _lists(dialect).phrases
    found: list[str] = []
    at = 0
    while at < len(words):
        lengths = range(min(LONGEST_PHRASE, len(words) - at), 0, -1)
        length = next((one for one in lengths if tuple(keys[at : at + one]) in phrases), 0)
        if length:
            _add(found, phrases[tuple(keys[at : at + length])], dialect)
        elif at and keys[at - 1] == _order("what")[0] and (negated := _NEGATED_AFTER_MA.match(keys[at])):
            found[-1:] = [*_order("not"), _verb(_without_b(negated[1]), dialect)]
        else:
            found.append(_word(words[at], keys[at], dialect))
        at += max(length, 1)
    return found


def _add(found: list[str], standard: str, dialect: str) -> None:
    """Add what stands for a phrase to the words before it."""
    if standard == GENITIVE:
        is_noun = len(found) < 2 or not found[-2].startswith(_ARTICLE)  # and no adjective of one
        if found and is_noun and found[-1].startswith(_ARTICLE) and len(found[-1]) > len(_ARTICLE) + 2:
            found[-1] = found[-1].removeprefix(_ARTICLE)
    elif standard != DROPPED:
        is_last = (
            standard == _order("what")[0] and dialect == EGYPTIAN and found
        )  # there what asks comes last
        found.append(_order("what")[1] if is_last else standard)


def _word(word: str, key: str, dialect: str) -> str:
    """Return a word that is no phrase of the lists, its forms made standard ones."""
    for before, standard in _before_article().items():
        start = before + _ARTICLE
        bare = key.removeprefix(start)
        if bare == key or len(bare) < 2:
            continue
        noun = _listed(_ARTICLE + bare, dialect) or _listed(bare, dialect)
        if noun:
            return standard + _ARTICLE + noun.removeprefix(_ARTICLE)
        if before in (_FA, _HA, _AYN) and not (before == _AYN and bare[0] in _NOT_AFTER_ON):
            return standard + word[len(before) :]
    if key.startswith(_AND) and len(key) > 3 and (joined := _listed(key[1:], dialect)):
        return _AND + joined
    if negated := _NEGATED.match(key):
        return " ".join([*_order("not"), _verb(_without_b(negated[1]), dialect)])
    return _verb(word, dialect)


def _verb(word: str, dialect: str) -> str:
    """Return a verb's standard present or future; a word that is none as it is."""
    key = search_key(word)
    if dialect == EGYPTIAN:
        if _is_verb(key, _PROGRESSIVE):
            return _verb(word[1:], dialect)
        if _is_verb(key, _FUTURE):
            return _WILL + _verb(word[1:], dialect)
    goes_on = _GOES_ON.match(key) if dialect == MAGHREBI else None
    if goes_on and not key.startswith(_NOT_GOING_ON):
        return _verb(goes_on[1], dialect)
    if len(key) > 3 and key[0] in _PRESENT and not key.startswith(_ARTICLE):
        for said, standard in _verbs().items():
            ending = key[1:].removeprefix(said)
            if len(ending) < len(key) - 1 and len(ending) <= _LONGEST_ENDING:
                if _PLURAL.fullmatch(ending):
                    ending = "" if key[0] == _NUN else _THEY_ENDING
                return word[0] + standard + ending
    if dialect != GULF and len(key) > 4 and (they := _THEY.match(key)):
        return they[1] + _THEY_ENDING
    if dialect == MAGHREBI and len(key) > 4 and (we := _WE.match(key)):
        return we[1]
    return word


def _in_standard_order(words: list[str]) -> list[str]:
    """Return words with the demonstrative before its noun, and first what asks with what belongs to it."""
    for at in range(1, len(words)):
        if words[at] in _order("demonstratives") and words[at - 1].startswith(_ARTICLE):
            words[at - 1 : at + 1] = [words[at], words[at - 1]]
    while words and _PAUSE.fullmatch(words[0]):
        words = words[1:]
    asking = _order("asking_of") + _order("asking")
    at = next((at for at, word in enumerate(words) if word in asking), 0)
    first = max((place + 1 for place in range(at) if _PAUSE.fullmatch(words[place])), default=0)
    if at == first or not set(_order("indirect")).isdisjoint(words[first:at]):
        return words
    start = at - 1 if words[at - 1] in _order("before_asking") else at
    end = at + 1
    following = "".join(words[end : end + 1])
    if (
        words[at] in _order("asking_of")
        and has_arabic(following)
        and following not in _order("before_asking")
    ):
        end += 1
    elif words[end : end + 2] == _order("percent"):
        end += 2
    return words[:first] + words[start:end] + words[first:start] + words[end:]


def _is_verb(key: str, form: re.Pattern[str]) -> bool:
    return form.match(key) is not None and key not in _marks(NO_VERB)


def _without_b(verb: str) -> str:
    return verb.removeprefix(_BA)


def _listed(key: str, dialect: str) -> str:
    """Return the standard word for one; "" where there is none."""
    standard = _lists(dialect).phrases.get((key,), "")
    return "" if standard in (DROPPED, GENITIVE) else standard


def _order(group: str) -> list[str]:
    return load("dialect_order")[group]


@cache
def _before_article() -> dict[str, str]:
    """Return what is written as one with the article, and what is standard for it."""
    this, in_, on = load("dialect_order")["joined"]
    return {"": "", _BA: _BA, _FA: f"{in_} ", _HA: f"{this} ", _AYN: f"{on} "}


@cache
def _lists(dialect: str) -> _Lists:
    groups = load(f"dialect_{dialect}").items()
    phrases = {tuple(search_key(one).split()): standard for standard, said in groups for one in said}
    return _Lists(phrases, _marks(dialect))


@cache
def _marks(group: str) -> frozenset[str]:
    return frozenset(search_key(word) for word in load("dialect_marks")[group])


@cache
def _verbs() -> dict[str, str]:
    groups = load("dialect_verbs").items()
    return {search_key(one): standard for standard, said in groups for one in said}
