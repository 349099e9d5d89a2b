"""Numbers that tell nothing of a person: dates, times, years, shares, amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_YEAR = r"(?:1[3-9]|20|21)[0-9]{2}"  # of both calendars
_DAY, _MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_UNITS = (
    "%|\u066a|\u2030|"  # percent, in both scripts; per mille
    "[$\u20ac\u00a3]|دينار|دج|د\\.ج|ريال|ر\\.س|جنيه|درهم|دولار|يورو|سنتيم|الف|ألف|آلاف|مليون|ملايين|مليار|بليون|"
    "نسمة|منصب|عامل|موظف|مؤسسة|شركة|مشروع|سنة|عام|متر|كلم|كيلو|طن|هكتار|"
    "DA\\b|DZD|SAR|EGP|USD|EUR|dinars?|riyals?|pounds?|dollars?|euros?|millions?|billions?|milliards?"
)
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
_AFTER_DATE = rf"(?![0-9])(?:[T ]+{_TIME})?"
_MOMENTS = (
    rf"{_YEAR}([-/.]){_MONTH}\1{_DAY}{_AFTER_DATE}",
    rf"{_DAY}([-/.]){_MONTH}\1{_YEAR}{_AFTER_DATE}",
    rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])",  # in one piece
    _TIME,
)
_AMOUNTS = (
    rf"{_YEAR}(?:[\s\-\u2010-\u2015/,\u060c]+{_YEAR})*(?![0-9])(?![-\s./]*[0-9])",
    r"[0-9]{1,3}(?:[,\u066c][0-9]{3})+(?:[.\u066b][0-9]+)?(?![0-9])",  # 1,000,000.50
    r"0[.,\u066b][0-9]+(?![0-9]|[-.\s][0-9])",
    # Possessive, as Python 3.10 can say it: no unit begins with what the number took, so nothing is
    # gained by giving it back.
    rf"(?=([1-9][0-9]*(?:[.,\u066b\s][0-9]+)*[\s)]*))\1(?:{_UNITS})",
)


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![0-9])(?:{pattern})", re.IGNORECASE) for pattern in patterns)


MOMENTS = _compiled(_MOMENTS)
AMOUNTS = _compiled(_AMOUNTS)
_ROUND = re.compile("[1-9][0-9]{0,2}0{5,}")


def free_stretches(text: str, ordinary: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Yield what lies between the ordinary numbers of these patterns in a text of western digits."""
    begin = 0
    for start, end in sorted(found.span() for pattern in ordinary for found in pattern.finditer(text)):
        if start >= begin:
            yield begin, start
        begin = max(begin, end)
    yield begin, len(text)


def is_round(digits: str) -> bool:
    """Whether a number is a few digits and many zeros, as amounts are."""
    return bool(_ROUND.fullmatch(digits))
