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

_ARTICLE, _AND, _NOT, _WILL = "ال", "و", "لا", "س"
_WHAT, _WHAT_LAST = "ما", "ماذا"
_IN, _PERCENT = "في", "المئة"
_DEMONSTRATIVES = ("هذا", "هذه")
_ASKING_OF = ("كم", "أي")  # a noun follows
_ASKING = (*_ASKING_OF, "ماذا", "لماذا", "متى", "أين", "كيف")
_BEFORE_ASKING = ("من", "إلى", "حتى", "في", "على", "كل", "عن", "مع", "منذ", "بعد")
_INDIRECT = frozenset({"أريد", "أعرف", "اعرف", "نعرف"})  # what follows is no question of its own

# Before the article: what is written with it, and what is standard. "On" is not read before three letters
# with which whole words begin so.
_BEFORE_ARTICLE = {"": "", "ب": "ب", "ف": "في ", "ه": "هذا ", "ع": "على "}
_JOINED = ("ف", "ه", "ع")
_NOT_AFTER_ON = "ميج"

_NEGATED = re.compile(r"^(?:ما(?=[يتنب])|م(?=[يب]))(\w{3,}?)ش$")
_NEGATED_AFTER_MA = re.compile(r"^([يتناب]\w{2,}?)ش$")
_PROGRESSIVE = re.compile(r"^ب[يتن]\w{3,}$")
_SURELY_PROGRESSIVE = re.compile(r"^بي\w{3,}$")
_FUTURE = re.compile(r"^[هح][يتن]\w{3,}$")
_PRESENT = "يتنا"  # the letters of its persons
_THEY = re.compile(r"^([يت]\w{2,})وا?$")
_WE = re.compile(r"^(ن\w{2,})وا?$")
_PLURAL = re.compile(r"(?:وا?|ون)$")
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
        elif at and keys[at - 1] == _WHAT and (negated := _NEGATED_AFTER_MA.match(keys[at])):
            found[-1:] = [_NOT, _verb(_without_b(negated[1]), dialect)]
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
        is_last = standard == _WHAT and dialect == EGYPTIAN and found  # there what asks comes last
        found.append(_WHAT_LAST if is_last else standard)


def _word(word: str, key: str, dialect: str) -> str:
    """Return a word that is no phrase of the lists, its forms made standard ones."""
    for before, standard in _BEFORE_ARTICLE.items():
        start = before + _ARTICLE
        bare = key.removeprefix(start)
        if bare == key or len(bare) < 2:
            continue
        noun = _listed(_ARTICLE + bare, dialect) or _listed(bare, dialect)
        if noun:
            return standard + _ARTICLE + noun.removeprefix(_ARTICLE)
        if before in _JOINED and not (before == "ع" and bare[0] in _NOT_AFTER_ON):
            return standard + word[len(before) :]
    if key.startswith(_AND) and len(key) > 3 and (joined := _listed(key[1:], dialect)):
        return _AND + joined
    if negated := _NEGATED.match(key):
        return f"{_NOT} {_verb(_without_b(negated[1]), dialect)}"
    return _verb(word, dialect)


def _verb(word: str, dialect: str) -> str:
    """Return a verb's standard present or future; a word that is none as it is."""
    key = search_key(word)
    if dialect == EGYPTIAN:
        if _is_verb(key, _PROGRESSIVE):
            return _verb(word[1:], dialect)
        if _is_verb(key, _FUTURE):
            return _WILL + _verb(word[1:], dialect)
    if len(key) > 3 and key[0] in _PRESENT and not key.startswith(_ARTICLE):
        for said, standard in _verbs().items():
            ending = key[1:].removeprefix(said)
            if len(ending) < len(key) - 1 and len(ending) <= _LONGEST_ENDING:
                if _PLURAL.fullmatch(ending):
                    ending = "" if key[0] == "ن" else "ون"
                return word[0] + standard + ending
    if dialect != GULF and len(key) > 4 and (they := _THEY.match(key)):
        return they[1] + "ون"
    if dialect == MAGHREBI and len(key) > 4 and (we := _WE.match(key)):
        return we[1]
    return word


def _in_standard_order(words: list[str]) -> list[str]:
    """Return words with the demonstrative before its noun, and first what asks with what belongs to it."""
    for at in range(1, len(words)):
        if words[at] in _DEMONSTRATIVES and words[at - 1].startswith(_ARTICLE):
            words[at - 1 : at + 1] = [words[at], words[at - 1]]
    while words and _PAUSE.fullmatch(words[0]):
        words = words[1:]
    at = next((at for at, word in enumerate(words) if word in _ASKING), 0)
    first = max((place + 1 for place in range(at) if _PAUSE.fullmatch(words[place])), default=0)
    if at == first or not _INDIRECT.isdisjoint(words[first:at]):
        return words
    start = at - 1 if words[at - 1] in _BEFORE_ASKING else at
    end = at + 1
    following = "".join(words[end : end + 1])
    if words[at] in _ASKING_OF and has_arabic(following) and following not in _BEFORE_ASKING:
        end += 1
    elif words[end : end + 2] == [_IN, _PERCENT]:
        end += 2
    return words[:first] + words[start:end] + words[first:start] + words[end:]


def _is_verb(key: str, form: re.Pattern[str]) -> bool:
    return form.match(key) is not None and key not in _marks(NO_VERB)


def _without_b(verb: str) -> str:
    return verb[1:] if verb[0] == "ب" else verb


def _listed(key: str, dialect: str) -> str:
    """Return the standard word for one; "" where there is none."""
    standard = _lists(dialect).phrases.get((key,), "")
    return "" if standard in (DROPPED, GENITIVE) else standard


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
