"""Which numbers tell who somebody is: by their form, and where that says too little, by the words before.

Telephone numbers: Algeria 0X XX XX XX XX (mobile 05 to 07) and +213, Egypt 01X XXXX XXXX and +20, Saudi
Arabia 05X XXX XXXX and +966, any other with its country's code or of 8 digits. Identity: Egypt's 14 digits,
Algeria's NIN of 18 and RIP of 20, Saudi Arabia's 10, any of 9 digits and more. Cards: 13 to 19 digits that
pass Luhn's check (ISO/IEC 7812-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from arabic.letters import DIGITS
from arabic.private.not_personal import is_round

What = Literal["email", "card", "account", "phone", "identity"]

_FULL_WIDTH = {chr(0xFF10 + value): str(value) for value in range(10)}
_WESTERN = str.maketrans({**DIGITS, **_FULL_WIDTH, "\uff0b": "+", "\uff20": "@"})
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c"  # zero-width and direction marks
_BETWEEN = f"[\\s{_UNSEEN}.\\-\u2010-\u2015\u2212/()\u00b7\u0640_]{{1,4}}"  # dashes, middle dot, tatweel
_NUMBER = re.compile(f"[+(]{{0,2}}[{_UNSEEN}]?[0-9]+(?:{_BETWEEN}[0-9]+)*")
_GROUP = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Number:
    """`groups`: its digits, 0-9, as they are grouped; `separators` stand between them."""

    start: int
    end: int
    plus: bool
    groups: tuple[str, ...]
    separators: tuple[str, ...]

    @property
    def digits(self) -> str:
        return "".join(self.groups)


def with_western_digits(text: str) -> str:
    """The text with digits 0-9, a plus and an at sign of ASCII: as many characters, each in its place."""
    return text.translate(_WESTERN)


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that has western digits, each with all groups that stand close together."""
    for found in _NUMBER.finditer(text):
        places = list(_GROUP.finditer(text, found.start(), found.end()))
        between = pairwise(places)
        yield Number(
            start=found.start(),
            end=found.end(),
            plus="+" in found.group()[:3],
            groups=tuple(place.group() for place in places),
            separators=tuple(text[one.end() : other.start()] for one, other in between),
        )


# Arab countries, and some whose people write to us.
_COUNTRIES = ("213", "20", "966", "212", "216", "218", "249", "222", "962", "963", "961", "964", "965", "967")
_COUNTRY_CODES = (*_COUNTRIES, "968", "970", "971", "973", "974", "33", "44", "49", "90")
_CUE = re.compile(
    "هاتف|تلفون|تليفون|جوال|موبايل|محمول|نقال|واتس|رقمي|رقمه|رقمها|اتصل|كلمني|كلموني|فاكس|"
    "بطاقة|هوية|الهوية|جواز|القومي|التعريف|إقامة|اقامة|حساب|"
    r"\b(?:t[eé]l|phone|mobile|whats|call|gsm|fax|num[eé]ro|passport|card|account|ccp|rib|rip|nin|id)",
    re.IGNORECASE,
)
_YEAR = re.compile("(?:1[3-9]|20|21)[0-9]{2}")
CUE_CHARACTERS = 25  # before a number
MIN_AFTER_CUE, MIN_PHONE, MIN_IDENTITY = 7, 8, 9
PHONE_DIGITS, INTERNATIONAL_DIGITS, CARD_DIGITS = range(9, 12), range(8, 18), range(13, 20)


def surely_telling(number: Number) -> What | None:
    """Return what a number tells by its form alone, whatever stands around it."""
    digits = number.digits
    if number.plus or digits.startswith("00"):
        return "phone" if len(digits) in INTERNATIONAL_DIGITS else None
    if digits.startswith("0"):
        is_decimal = number.groups[0] == "0" and number.separators[:1] == (".",)
        return "phone" if len(digits) in PHONE_DIGITS and not is_decimal else None
    if len(digits) not in CARD_DIGITS or not _grouped_as_cards(number):
        return None
    if all(map(_YEAR.fullmatch, number.groups)):
        return None
    return "card" if passes_luhn(digits) else "identity" if len(number.groups) > 3 else None


def telling(number: Number, before: str) -> What | None:
    """Return what another number tells, with the text before it; None for an ordinary one."""
    digits = number.digits
    if _CUE.search(before[-CUE_CHARACTERS:]) and len(digits) >= MIN_AFTER_CUE and not _is_list(number):
        return "phone" if len(digits) in (*PHONE_DIGITS, 7, 8, 12, 13) else "identity"
    if len(number.groups) == 1:
        return _in_one_piece(digits)
    return "phone" if _grouped_as_phones(number) else None


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _in_one_piece(digits: str) -> What | None:
    if len(digits) < MIN_PHONE or is_round(digits):
        return None
    if len(digits) == MIN_PHONE:
        return "phone"
    if digits.startswith(_COUNTRY_CODES) and len(digits) in (11, 12, 13):
        return "phone"
    return "phone" if len(digits) == MIN_IDENTITY and digits[0] in "567" else "identity"


def _grouped_as_cards(number: Number) -> bool:
    """In one piece, or in groups of four (American Express: 4, 6, 5)."""
    lengths = [len(group) for group in number.groups]
    return len(lengths) == 1 or lengths == [4, 6, 5] or all(length == 4 for length in lengths[:-1])


def _grouped_as_phones(number: Number) -> bool:
    digits, groups = number.digits, number.groups
    if groups[0] in _COUNTRY_CODES:
        return len(digits) in (11, 12, 13)
    if len(digits) == MIN_IDENTITY and digits[0] in "567":  # a mobile number without its zero
        return len(groups) <= 4 and not _is_list(number) and not is_round(digits)
    if len(groups) == 2:
        return len(digits) >= MIN_IDENTITY and min(map(len, groups)) >= 3
    return len(digits) > max(PHONE_DIGITS) and _holds_a_phone(groups)


def _holds_a_phone(groups: tuple[str, ...]) -> bool:
    """Whether some of the groups are a telephone number that begins with a zero: two beside each other."""
    starts = [place for place, group in enumerate(groups) if group.startswith("0")]
    lengths = (accumulate(map(len, groups[start:])) for start in starts)
    return any(length in PHONE_DIGITS for sums in lengths for length in sums)


def _is_list(number: Number) -> bool:
    """Several numbers beside each other rather than one in groups: every group is round."""
    return len(number.groups) > 1 and all(group.endswith("0") for group in number.groups)
