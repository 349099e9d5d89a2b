"""A line as it is seen, left to right, to a line as it is read: the Unicode bidirectional algorithm undone.

The algorithm (UAX 9) loses little on its way to the picture; where two readings are possible the commoner is
taken, and the comment says which.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_SEPARATORS = frozenset(".,:/\u066b\u066c\u060c")  # keep two numbers one, wherever they stand
_SIGNS = frozenset("+-\u2212")  # keep two numbers one unless an Arabic letter stands before them
_TERMINATORS = frozenset("%#$\u066a\u00b0\u20ac\u00a3")
_OPENING, _CLOSING = "([{\u00ab\u2039", ")]}\u00bb\u203a"
MIRRORED = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))
# Of the International System with prefixes, of computing and time, and codes of currencies.
_UNIT_AND_NUMBER = re.compile(
    r"(?P<unit>[kKMGTmc\u00b5n]?(?:Wh|W|Hz|V|A|J|Pa|g|m[\u00b2\u00b323]?|l|L|B|bps|bit|t|ha)|h|min|s|px"
    r"|USD|EUR|GBP|CHF|JPY|CNY|TRY|DZD|MAD|TND|LYD|EGP|SDG|SAR|AED|QAR|KWD|BHD|OMR|YER|JOD|IQD|LBP|SYP)"
    r" [\d.,:/\u066b\u066c]*\d"
)


@lru_cache(4096)
def direction(character: str) -> str:
    """Return R (a right-to-left letter), L (another letter), N (a digit) or "" (everything else)."""
    kind = unicodedata.bidirectional(character)
    if kind in ("R", "AL"):
        return "R"
    if kind in ("EN", "AN"):
        return "N"
    return "L" if kind == "L" else ""


def reading_order(seen: Sequence[str], is_rtl: bool) -> list[int]:
    """Return the places in `seen`, a line's characters from left to right, in the order of reading.

    `is_rtl` is the direction of the paragraph that the line belongs to.
    """
    kinds = [direction(each[0]) if each else "" for each in seen]
    if "R" not in kinds and "L" in kinds:
        return list(range(len(seen)))
    if is_rtl:
        runs = _left_to_right_runs(seen, kinds)
        return _assembled(len(seen), runs)
    order: list[int] = []
    end = 0
    for start, stop in _right_to_left_runs(kinds):
        order.extend(range(end, start))
        inner = _left_to_right_runs(seen[start:stop], kinds[start:stop])
        order.extend(start + place for place in _assembled(stop - start, inner))
        end = stop
    return [*order, *range(end, len(seen))]


def _assembled(length: int, runs: list[tuple[int, int]]) -> list[int]:
    """Return the places from right to left, those of each run from left to right."""
    order: list[int] = []
    end = length
    for start, stop in reversed(runs):
        order.extend(range(end - 1, stop - 1, -1))
        order.extend(range(start, stop))
        end = start
    return [*order, *range(end - 1, -1, -1)]


def _right_to_left_runs(kinds: list[str]) -> list[tuple[int, int]]:
    """Return the stretches of a left-to-right line from one right-to-left letter to the last in a row."""
    runs: list[tuple[int, int]] = []
    for place, kind in enumerate(kinds):
        if kind != "R":
            continue
        if runs and "L" not in kinds[runs[-1][1] : place]:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _left_to_right_runs(seen: Sequence[str], kinds: list[str]) -> list[tuple[int, int]]:
    """Return the stretches of a right-to-left line that are read from left to right, in order."""
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(kinds):
        if kinds[place] not in ("L", "N"):
            place += 1
            continue
        stop = _latin_run(seen, kinds, place) or _number_run(seen, kinds, place)
        start = place
        if "L" in kinds[start:stop]:
            start, stop = _with_brackets(seen, start, stop, runs[-1][1] if runs else 0)
        runs.append((start, stop))
        place = stop
    return runs


def _latin_run(seen: Sequence[str], kinds: list[str], start: int) -> int:
    """Return where a run with a Latin letter in it ends, 0 where there is none.

    A number right of a Latin word belongs to it: "COVID 19" is taken for that, not for a 19 before COVID. It
    stands before a unit though: "kW 12" is 12 kW.
    """
    stop = has_letter = 0
    for place in range(start, len(kinds)):
        if kinds[place] == "R":
            break
        if kinds[place] in ("L", "N"):
            stop = place + 1
            has_letter |= kinds[place] == "L"
    if not has_letter:
        return 0
    unit = _UNIT_AND_NUMBER.fullmatch("".join(seen[start:stop]))
    return start + unit.end("unit") if unit else stop


def _number_run(seen: Sequence[str], kinds: list[str], start: int) -> int:
    """Return where a number ends, with the separators within it."""
    # At the line's right end no letter stands before the number: a table's cell, the beginning of an item.
    is_first = not any(kind in ("R", "L") for kind in kinds[start:])
    inner = _SEPARATORS | _SIGNS if is_first else _SEPARATORS
    stop = start
    while stop < len(kinds):
        if kinds[stop] == "N":
            stop += 1
        elif seen[stop] in inner and kinds[stop + 1 : stop + 2] == ["N"]:
            stop += 2
        else:
            break
    if is_first and stop < len(kinds) and seen[stop] in _TERMINATORS:
        stop += 1
    return stop


def _with_brackets(seen: Sequence[str], start: int, stop: int, lowest: int) -> tuple[int, int]:
    """Take in the bracket beside a run whose other half is within it: the last of "European Union (EU)"."""
    text = seen[start:stop]
    depth = sum(each in _OPENING for each in text) - sum(each in _CLOSING for each in text)
    if depth > 0 and stop < len(seen) and seen[stop] in _OPENING + _CLOSING:
        stop += 1
    elif depth < 0 and start > lowest and seen[start - 1] in _OPENING + _CLOSING:
        start -= 1
    return start, stop


_BRACKET = re.compile("[" + re.escape(_OPENING + _CLOSING) + "]")


def turned_brackets(text: str) -> list[int]:
    """Return the places of brackets that are written the wrong way round, in a text in reading order.

    A bracket with a letter or digit on one side alone opens or closes by where it stands; one that has
    them on both sides or on none goes by whether one is open.
    """
    wrong = []
    open_ = 0
    for found in _BRACKET.finditer(text):
        place = found.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        is_after, is_before = _is_word(before), _is_word(after)
        opens = is_before if is_after != is_before else not open_
        open_ = open_ + 1 if opens else max(0, open_ - 1)
        if (found.group() in _OPENING) != opens:
            wrong.append(place)
    return wrong


def _is_word(character: str) -> bool:
    return bool(character) and (
        character.isalnum() or unicodedata.combining(character) > 0 or character in '."\u061f%'
    )
