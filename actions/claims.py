"""Whether texts gainsay what a question takes for true; the words: data/lexicon/claims.toml.

"Do they reduce saving?", "why do they not save?" of a text that says how they increase it. A claim goes up
or down («تزيد»، «تقلل»), of something good or bad («الادخار»، «البطالة»): texts that go only the other way
gainsay it. So do texts that deny nothing, exclude nothing or compare nothing, where the claim does; and those
that rest the same thing on another ground. Whatever words cannot tell is left to the confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from arabic import has_arabic, search_key, stem
from arabic.lexicon import choices_of, load, patterns

TOPIC = "claims"
REACH, CLOSE = 4, 2  # words after one that goes up or down, in which the thing stands
GROUND_REACH = 4  # words after "rests on", of the ground
MIN_LETTERS = 3  # of a word that tells something
MIN_SPOKEN_DENIAL = 5  # "ma" and "sh" with a verb between them, written as one word

_POINTS_BACK = re.compile("\u0647[\u0627\u0645]?$")  # "it", "them", at a verb's end
_CLAUSE = re.compile(r"[,\u060c\u061b;:.!?\u061f\n]+")  # with the Arabic comma, semicolon, question mark
_PERSON = "\u064a\u062a\u0646\u0627"  # ya, ta, nun, alef: what an Arabic verb of the present begins with
_ASPECTS = ("\u0628", "\u0643")  # ba, kaf: before them in speech
_PLURAL = "\u0648"  # waw: "they", at a verb's end
_ARTICLE = "\u0627\u0644"
_MA, _SHIN = "\u0645\u0627", "\u0634"  # "not" in speech: ma ... sh
_EXCEPT = "\u0627\u0644\u0627"  # "but", after which what is denied ends


def gainsaid(form: str, texts: Iterable[str]) -> bool:
    """Whether texts hold the contrary of what a message claims, as far as words can say."""
    key, written = search_key(form), list(texts)
    held = " ".join(map(search_key, written))
    if not held:
        return False
    claims = (denies(form), _says("only", key) and not _says("or", key), _says("compares", key))
    holds = (_has_negation(held), _says("only", held), _says("compares", held))
    if any(claimed and not told for claimed, told in zip(claims, holds, strict=True)):
        return True
    return goes_the_other_way(form, written) or rests_on_something_else(key, held)


def contradicted(form: str, texts: Iterable[str], *, claims: bool = True) -> bool:
    """Whether texts say the contrary in words: they go the other way, or tell what a message denies.

    claims: the message says or asks that something is so. Where it asks how, its verb must follow at once.
    """
    written = list(texts)
    if goes_the_other_way(form, written):
        return claims or _opens_with_its_way(form)
    held = set(map(stem, " ".join(map(search_key, written)).split()))
    denied = [verb for verb in map(_denied_within, _clauses(form)) if verb]
    makes = _stems("up") | _stems("up in texts")
    told = held | (makes if not held.isdisjoint(makes) else set())
    return claims and any(not told.isdisjoint(_forms(verb)) for verb in denied)


def _opens_with_its_way(form: str) -> bool:
    """ "How do they destroy competition", and not "if it is weak, how do they end it?"."""
    verbs = [clause.split()[1:2] for clause in _clauses(form)]
    return any(
        list(_ways(verb, _stems("up"))) for verb in verbs if not verb or not _POINTS_BACK.search(verb[0])
    )


def denies(form: str) -> bool:
    """Whether a message says that something is not so: a verb denied, neither "or not" nor "is it not"."""
    return any(_denied_within(clause) is not None for clause in _clauses(form))


def goes_the_other_way(form: str, texts: Iterable[str]) -> bool:
    """Whether a message goes up where texts only go down, or the other way about."""
    claimed = set(_ways(search_key(form).split(), _stems("up"), looks_back=True))
    told: set[int] = set()
    for text in texts:
        told.update(
            *(_ways(clause.split(), _stems("up") | _stems("up in texts")) for clause in _clauses(text))
        )
    return len(claimed) == 1 and bool(told) and claimed.isdisjoint(told)


def rests_on_something_else(key: str, held: str) -> bool:
    """Whether a message rests a thing on a ground of which texts that name one have no word."""
    found = _rests().search(key)
    if found is None or _rests().search(held) is None:
        return False
    ground = [word for word in key[found.end() :].split()[:GROUND_REACH] if len(word) > MIN_LETTERS]
    known = set(map(stem, held.split()))
    return bool(ground) and known.isdisjoint(map(stem, ground)) and not _says("asks", " ".join(ground))


def _clauses(text: str) -> Iterator[str]:
    return filter(None, map(search_key, _CLAUSE.split(text)))


def _ways(words: list[str], up: frozenset[str], *, looks_back: bool = False) -> Iterator[int]:
    """1 for each word that goes up, with something good, or down, with something bad; -1 for the contrary.

    looks_back: the thing may stand before its verb («البطالة، هل تقل؟»).
    """
    for place, word in enumerate(words):
        forms = set(_forms(word))
        way = (not forms.isdisjoint(up)) - (not forms.isdisjoint(_stems("down")))
        if way:
            after = words[place + 1 : place + 1 + REACH]
            is_bad = any(_is("bad", one) for one in after + (words[:place] if looks_back else []))
            is_bad = is_bad or any(_is("bad for people", one) for one in after[:CLOSE])
            yield -way if is_bad else way


@cache
def _is(group: str, word: str) -> bool:
    return not set(_forms(word)).isdisjoint(_stems(group))


@cache
def _rests() -> re.Pattern[str]:
    verb, preposition = (choices_of(load(TOPIC)[group]) for group in ("rests", "on"))
    return re.compile(rf"(?<!\S)(?:{verb})(?: \S+){{0,{REACH}}}? (?:{preposition})(?!\S)")


def _forms(word: str) -> Iterator[str]:
    """The stems that a word may have: as a noun, and as a verb of the present in writing or in speech."""
    yield stem(word)
    for aspect in ("", *_ASPECTS):
        verb = word.removeprefix(aspect)
        if (aspect == "" or verb != word) and verb[:1] in tuple(_PERSON) and len(verb) >= MIN_LETTERS:
            yield stem(verb[1:].removesuffix(_PLURAL))


@cache
def _stems(group: str) -> frozenset[str]:
    return frozenset(stem(search_key(word)) for word in load(TOPIC)[group])


def _denied_within(clause: str) -> str | None:
    """The word that a clause denies; None where it denies nothing."""
    words = clause.split()
    for place, word in enumerate(words):
        following = words[place + 1 : place + 1 + REACH]
        after = following[0] if following else ""
        if place and words[place - 1] in _keys("not denying before"):
            continue
        if word in _keys("denying a verb") and after and _is_of_the_present(after):
            return None if after in _keys("denied aside") else after
        if word in _keys("denying") and place:
            return after
        if word == _MA and after and (after.endswith(_SHIN) or _EXCEPT in following):
            return after.removesuffix(_SHIN)
        if word.startswith(_MA) and word.endswith(_SHIN) and len(word) > MIN_SPOKEN_DENIAL:
            return word.removeprefix(_MA).removesuffix(_SHIN)
    return None


def _is_of_the_present(word: str) -> bool:
    """Whether a word may be a verb of the present, of speech too; any word in Latin letters."""
    return not has_arabic(word) or (word[0] in _PERSON and not word.startswith(_ARTICLE))


def _has_negation(held: str) -> bool:
    words = set(held.split())
    return not words.isdisjoint(_keys("denying a verb")) or not words.isdisjoint(_keys("denying"))


def _says(group: str, key: str) -> bool:
    return patterns(TOPIC)[group].search(key) is not None


@cache
def _keys(group: str) -> frozenset[str]:
    return frozenset(map(search_key, load(TOPIC)[group]))
