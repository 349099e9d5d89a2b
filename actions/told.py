"""Whether texts tell what a question asks for (actions/asked_for.py); the words: data/lexicon/told.toml.

Only what is clearly lacking is called missing: any number, time, person or place. A reason or a premise has
no words of its own, and a name may be a word like others; there the confidence decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from actions.asked_for import ARTICLE, Asked, asked_for
from arabic import search_key, stem
from arabic.lexicon import ANY_ENDING, choices_of, load, patterns
from contract.evidence import Missing

TOPIC = "told"

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # in a question, where 1500 may count anything
_ANY_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_SHARE = re.compile(r"(?<![\d.,])(\d{2,3})\s*[%\u066a]")  # with the Arabic percent sign
_DIGITS = re.compile(r"\d+")
_PEOPLE = re.compile("(?<!\\S)\\w{3,}\u064a[\u0648\u064a]\u0646(?!\\S)")  # -iyun, -iyin: "the Phoenicians"
_LATIN_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+")
_PARTICLES = "\u0648\u0641\u0628\u0644\u0643"  # and, then, by, for, like: written as part of the next word
_PARTICLE = re.compile(rf"[{_PARTICLES}](?=\w{{2}})")


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
    if asked is None or asked.kind == "premise":
        return "premise" if claims_another_share(form, written) else ""
    if asked.sought == "count" and counts_points(asked, form, listed):
        return ""
    return asked.kind if tells(asked, written) is False else ""


def tells(asked: Asked, texts: Iterable[str]) -> bool | None:
    """Whether texts hold the kind of thing that is asked for; None where words cannot say."""
    written = list(texts)
    key = _key_of(written)
    if asked.sought == "law":
        return _says("law", key)
    if asked.kind == "number":
        return _has_number(key, with_dates=asked.sought == "duration")
    if asked.kind == "time":
        return bool(_ANY_YEAR.search(key)) or _says("time", key)
    if asked.kind == "person":
        named = bool(_PEOPLE.search(key)) or any(map(_LATIN_NAME.search, written))
        return named or _says("person", key)
    if asked.kind == "place":
        return _says("place", key)
    return True if asked.kind == "reason" and _says("reason", key) else None


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
