"""A text with what tells who somebody is hidden: as long as before, the rest in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from arabic.private.classify import What, numbers, surely_telling, telling, with_western_digits
from arabic.private.not_personal import AMOUNTS, MOMENTS, free_stretches


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` (without it) of the text."""

    what: What
    start: int
    end: int


MARK = "\u2022"  # bullet
KEPT_CHARACTERS = 2  # of a number's end: enough to tell two apart
_EMAIL = re.compile(r"[\w.+'-]{1,64}\s?@\s?[\w-]+(?:\.[\w-]+)+")
_ACCOUNT = re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b", re.IGNORECASE)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2} ?[0-9]{6,9}(?![0-9])", re.IGNORECASE)
_IBAN_DIGITS = 97  # the checksum's divisor, ISO 13616
_KEPT_OF_EMAIL = "@."


def mask(text: str) -> str:
    """Return the text with bullets in the place of what is private; a number's last two digits are kept."""
    masked = list(text)
    for part in private_parts(text):
        masked[part.start : part.end] = _hidden(text[part.start : part.end], part)
    return "".join(masked)


def has_private(text: str) -> bool:
    """Whether anything in the text would be hidden."""
    return next(iter(private_parts(text)), None) is not None


def private_parts(text: str) -> list[Part]:
    """Return what the text tells of who somebody is, in order, none over another."""
    western = with_western_digits(text)
    taken: list[Part] = []
    for part in _found(western):
        if all(part.end <= other.start or part.start >= other.end for other in taken):
            taken.append(part)
    return sorted(taken, key=lambda part: part.start)


def _found(text: str) -> Iterator[Part]:
    """The surest first."""
    for found in _EMAIL.finditer(text):
        yield Part("email", *found.span())
    for found in _ACCOUNT.finditer(text):
        if _is_iban(found.group()):
            yield Part("account", *found.span())
    for found in _PASSPORT.finditer(text):
        yield Part("identity", *found.span())
    for start, end in free_stretches(text, MOMENTS):
        for number in numbers(text[start:end]):
            if what := surely_telling(number):
                yield Part(what, start + number.start, start + number.end)
    for start, end in free_stretches(text, (*MOMENTS, *AMOUNTS)):
        for number in numbers(text[start:end]):
            if what := telling(number, text[: start + number.start]):
                yield Part(what, start + number.start, start + number.end)


def _is_iban(text: str) -> bool:
    letters = re.sub("[^A-Z0-9]", "", text.upper())
    if not 15 <= len(letters) <= 34:
        return False
    moved = letters[4:] + letters[:4]
    return int("".join(str(int(each, 36)) for each in moved)) % _IBAN_DIGITS == 1


def _hidden(text: str, part: Part) -> list[str]:
    if part.what == "email":
        return [each if each in _KEPT_OF_EMAIL else MARK for each in text]
    places = [place for place, each in enumerate(text) if each.isalnum()]
    hidden = set(places[:-KEPT_CHARACTERS])
    return [MARK if place in hidden else each for place, each in enumerate(text)]
