"""Whether texts tell what a question asks for (actions/asked_for.py); the words: data/lexicon/told.toml.

Only what is clearly lacking is called missing: any number, time or place; any person but those whom the
question names itself; any reason, where the question asks for more than what something is good for; and what
the texts gainsay (actions/claims.py). A name may be a word like others; there the confidence decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

from actions.asked_for import ARTICLE, Asked, asked_for, claims
from actions.claims import gainsaid
from arabic import search_key, stem
from arabic.lexicon import ANY_ENDING, choices_of, load, patterns
from arabic.names import names_of
from contract.about import about
from contract.evidence import Missing

TOPIC = "told"
BRIEF_WORDS = 90  # in a longer text a reason may need no word of its own, and any word may be a name
SUBJECT = "subject"  # among persons: what the sources are about, a body that acts
SAME_PERSONS = ("people", "customers", "owners")  # by whatever word, in whatever language

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # in a question, where 1500 may count anything
_ANY_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_SHARE = re.compile(r"(?<![\d.,])(\d{2,3})\s*[%\u066a]")  # with the Arabic percent sign
_DIGITS = re.compile(r"\d+")
_PEOPLE = re.compile("(?<!\\S)\\w{3,}\u064a[\u0648\u064a]\u0646(?!\\S)")  # -iyun, -iyin: "the Phoenicians"
_PURPOSE = re.compile("(?<!\\S)\u0644[\u064a\u062a]\\w{3,}")  # "in order to" (lam)
_THINGS = "\u0627\u062a"  # alef, ta: a plural of bodies («شركات») and of things
_TA_MARBUTA = "\u0647"  # as a search key has it
_LATIN_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+")
_PARTICLES = "\u0648\u0641\u0628\u0644\u0643"  # and, then, by, for, like: written as part of the next word
_PARTICLE = re.compile(rf"^[{_PARTICLES}](?=\w{{2}})")


def missing_in(
    form: str, texts: Iterable[str], *, titles: Iterable[str] = (), listed: Iterable[str] = ()
) -> Missing | Literal[""]:
    """What a message asks for and texts clearly lack; "" where they tell it or words cannot say.

    `titles` are of what the texts stand in, and may name their year. `listed` are the headings of sections
    that would be listed: the list itself tells how many points they have.
    """
    written = list(texts)
    if names_another_time(form, [*written, *titles]):
        return "time"
    asked = asked_for(form)
    if claims_another_share(form, written) or (claims(form) and gainsaid(form, written)):
        return "premise"
    if asked is None or asked.kind == "premise":
        return ""
    if asked.sought == "count" and counts_points(asked, form, listed):
        return ""
    return asked.kind if tells(asked, written, form) is False else ""


def tells(asked: Asked, texts: Iterable[str], form: str = "") -> bool | None:
    """Whether texts hold the kind of thing that a message asks for; None where words cannot say."""
    written = list(texts)
    key = _key_of(written)
    if asked.sought == "law":
        return _says("law", key)
    if asked.kind == "number":
        return _has_number(key, with_dates=asked.sought == "duration")
    if asked.kind == "time":
        return bool(_ANY_YEAR.search(key)) or _says("time", key)
    if asked.kind == "person":
        return _tells_another_person(asked, form, key, written)
    if asked.kind == "place":
        return _says("place", key)
    if asked.kind == "reason" and asked.sought != "worth":
        return _tells_a_reason(form, key, written)
    return None


def _tells_a_reason(form: str, key: str, texts: Sequence[str]) -> bool | None:
    if gainsaid(form, texts):
        return False
    if _says("reason", key) or _PURPOSE.search(key):
        return True
    return False if _are_brief(texts) else None


def _tells_another_person(asked: Asked, form: str, key: str, texts: Sequence[str]) -> bool | None:
    """Whether texts (their search key beside them) tell a person, or a body that acts, whom the question does
    not name itself; a name, where one person is asked for.
    """
    if _PEOPLE.search(key) or any(map(_LATIN_NAME.search, texts)) or _says("given name", key):
        return True
    told = _persons(key)
    new = told - _persons(search_key(form))
    if asked.sought in ("name", "doer"):
        new &= {SUBJECT} if asked.sought == "doer" else set()
    if new:
        return True
    return None if told and not _are_brief(texts) else False


def _are_brief(texts: Iterable[str]) -> bool:
    return all(len(text.split()) <= BRIEF_WORDS for text in texts)


def counts_points(asked: Asked, form: str, headings: Iterable[str]) -> bool:
    """Whether what sections list is counted: points by any name, or what their headings begin with."""
    heads = {stem(key.split()[0]) for key in map(search_key, headings) if key}
    counted = asked.counted or tuple(search_key(form).split())
    listed = patterns(TOPIC)["listed"]
    return bool(heads) and any(listed.fullmatch(word) or _head(word) in heads for word in counted)


def names_another_time(form: str, texts: Iterable[str]) -> bool:
    """Whether a message names a year, or a time such as "last month", that no text names."""
    key, held = search_key(form), _key_of(texts)
    if years := set(_YEAR.findall(key)):
        return not years & set(_YEAR.findall(held))
    period = _period().search(key)
    return period is not None and period[0] not in held


def claims_another_share(form: str, texts: Iterable[str]) -> bool:
    """Whether a message claims a percentage, and texts have neither that figure nor any number in words."""
    shown = "".join(search_key(character) if character.isdigit() else character for character in form)
    claimed, held = set(_SHARE.findall(shown)), _key_of(texts)
    return bool(claimed) and not claimed & set(_DIGITS.findall(held)) and not _in_words().search(held)


def _key_of(texts: Iterable[str]) -> str:
    return " ".join(map(search_key, texts))


def _has_number(key: str, *, with_dates: bool) -> bool:
    """Whether a search key has figures or numbers in words; a date's figures count only with dates."""
    figures = key if with_dates else _date().sub(" ", key)
    return bool(_DIGITS.search(figures) or _in_words().search(key))


def _says(group: str, key: str) -> bool:
    """Whether a search key has a group's words, in any form that the stemmer knows, or its phrases."""
    if patterns(TOPIC)[group].search(key):
        return True
    words = set(key.split())
    forms = words | {_PARTICLE.sub("", word, 1) for word in words}
    return not _stems(group).isdisjoint(map(stem, forms))


def _persons(key: str) -> set[str]:
    """Who is named in a search key, by stems; the same persons by one name."""
    words = set(key.split())
    words |= {_PARTICLE.sub("", word) for word in words}
    return {person for word in words if (person := _person(word))}


@lru_cache(4096)
def _person(word: str) -> str:
    """Whom a word names, "" for nobody: a plural like «مخترعات» is of things, its singular a man."""
    if names_of(about().all_names()).role_of_key(word) == "names":
        return SUBJECT
    base = stem(word)
    for group in (*SAME_PERSONS, "person"):
        if patterns(TOPIC)[group].fullmatch(word):
            return base if group == "person" else group
        listed = _stems_of_women(group) if word.endswith(_THINGS) else _stems(group)
        if base in listed:
            return base if group == "person" else group
    return ""


@cache
def _stems_of_women(group: str) -> frozenset[str]:
    """The stems of those words of a group that end in ta marbuta, as bodies do."""
    return frozenset(stem(key) for key in map(search_key, load(TOPIC)[group]) if key.endswith(_TA_MARBUTA))


def _head(word: str) -> str:
    """The stem that a word stands under, that of its broken plural or of another language too."""
    heads = _heads()
    return heads.get(word) or heads.get(stem(word)) or stem(word)


@cache
def _heads() -> dict[str, str]:
    return {search_key(word): head for head, words in load("stems").items() for word in words}


@cache
def _stems(group: str) -> frozenset[str]:
    words = (search_key(word) for word in load(TOPIC)[group] if not word.endswith(ANY_ENDING))
    return frozenset(stem(word) for word in words if " " not in word)


@cache
def _in_words() -> re.Pattern[str]:
    """A number in words, with what is attached in front; not by stems, which numbers share with others."""
    attached = rf"[{_PARTICLES}]{{0,2}}(?:{ARTICLE}|\u0644)?"  # lam: the article's own after "for"
    return re.compile(rf"(?<!\S){attached}(?:{_choices('number')})(?!\S)")


@cache
def _period() -> re.Pattern[str]:
    period, after, before = (_choices(group) for group in ("period", "period after", "period before"))
    return re.compile(rf"(?<!\S)(?:(?:{period}) (?:{after})|(?:{before}) (?:{period}))(?!\S)")


@cache
def _date() -> re.Pattern[str]:
    """A year, and the day before it, beside a word of dates."""
    return re.compile(
        rf"(?<!\S)(?:\d{{1,2}} )?\S?(?:{_choices('date word')}) (?:\d{{1,2}} )?[12]\d{{3}}(?!\d)"
    )


def _choices(group: str) -> str:
    return choices_of(load(TOPIC)[group])
