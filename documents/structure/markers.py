"""How a line's numbering or bullet tells what it opens; Latin, Arabic-Indic and Persian digits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from arabic import search_key
from arabic.lexicon import load

MarkerKind = Literal["part", "decimal", "counting", "number", "letter", "bullet"]

_D = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_END = r"[.)\-\u2013\u2014\u0640:/]"  # what closes a number: marks, dashes, tatweel
_DECIMAL = re.compile(rf"(?P<number>{_D}{{1,2}}(?:\.{_D}{{1,2}}){{1,4}})\s*[.)\-\u2013:]?(?=\s+\S)")
_NUMBER = re.compile(
    rf"(?:[(]\s?(?P<in>{_D}{{1,2}})\s?[)]\s*[-.:]?|(?P<number>{_D}{{1,2}})\s?{_END}{{1,2}})(?!{_D})\s*(?=\S)"
)
_LETTER = re.compile(
    r"(?:[(\[]\s?(?P<in>[a-zA-Z\u0621-\u064a])\s?[)\]]|(?P<letter>[a-zA-Z\u0621-\u064a])\s?[.)\-\u2013\u2014\u0640])"
    r"\s*[-.:]?(?:\s+(?=\S)|(?<=[-)\u0640])(?=[^\W\d_]{2}))"
)
_BULLET = re.compile(
    "(?:[\u2022\u2023\u2043\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\u25a1\u25ba\u25c4\u25c6\u2666\u2756\u27a2\u27a4"
    "\u2713\u2714\u00b7\u06de\uf0b7\uf0a7\uf0d8\uf076\uf0fc]\\s*|[-\u2013\u2014*\u0640\u2212o]\\s+)(?=\\S)"
)
_WORD = re.compile(r"\S+")
LETTER_ORDER = "\u0623\u0628\u062c\u062f\u0647\u0648\u0632\u062d\u0637\u064a"  # abjad: alef to ya


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a line's words: its first `length` characters. `value` counts from 1; 0 is unknown.

    `depth` of a heading's numbering: of a part its rank, of 1.2 its numbers.
    """

    kind: MarkerKind
    length: int
    value: int = 0
    depth: int = 0


def marker_of(text: str) -> Marker | None:
    """Return the marker that begins a line, which has no white space before it; None where it has none."""
    if not text:
        return None
    part = _part(text)
    if part is not None:
        return part
    if match := _DECIMAL.match(text):
        numbers = match["number"].split(".")
        return Marker("decimal", match.end(), int(numbers[-1]), len(numbers))
    if match := _NUMBER.match(text):
        return Marker("number", match.end(), int(match["in"] or match["number"]))
    if match := _LETTER.match(text):
        letter = search_key(match["in"] or match["letter"])
        order = search_key(LETTER_ORDER) if letter > "z" else "abcdefghijklmnopqrstuvwxyz"
        return Marker("letter", match.end(), order.find(letter) + 1)
    if match := _BULLET.match(text):
        return Marker("bullet", match.end())
    return None


def is_bare_marker(text: str) -> bool:
    """Whether a line is a bullet or a number with its mark, and no word beside it."""
    marker = marker_of(f"{text} \u0643\u0644\u0645\u0629")  # any word
    return marker is not None and len(text) <= 5 and marker.length > len(text) and marker.kind != "part"


def unnumbered(text: str) -> str:
    """Return text without its marker, unless nothing would be left."""
    marker = marker_of(text)
    return text if marker is None else text[marker.length :].strip() or text


def is_contents_heading(text: str) -> bool:
    """Whether a heading is that of a table of contents."""
    return search_key(unnumbered(text)) in _keys("contents")


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page's number, as 12, - 12 -, صفحة 3 من 10, iv."""
    words = search_key(text).split()
    numbers = [word for word in words if word.isdigit() or re.fullmatch("[ivxl]{1,6}", word)]
    rest = [word for word in words if word not in numbers]
    short = all(len(number) <= 4 for number in numbers)
    return 1 <= len(numbers) <= 2 and short and all(word in _keys("page") for word in rest)


def _part(text: str) -> Marker | None:
    """Return the marker of a line that begins with a counting word, or a part's word and its place."""
    words = list(_WORD.finditer(text[:80]))[:4]
    keys = [search_key(word[0]) for word in words]
    if not keys or not keys[0]:
        return None
    counting = list(_ordered("counting"))
    if keys[0] in counting and re.search(r"[:.\-\u2013\u2014\u060c)/]$", words[0][0]) is not None:
        return Marker("counting", _past(text, words[0].end()), counting.index(keys[0]) + 1)
    if keys[0] in counting and len(words) > 1 and re.fullmatch(r"[:.\-\u2013\u2014)/]", words[1][0]):
        return Marker("counting", _past(text, words[1].end()), counting.index(keys[0]) + 1)
    rank = _ranks().get(keys[0])
    if rank is None or len(keys) < 2:
        return None
    if keys[1] in _keys("places") or keys[1].isdigit() or re.fullmatch("[ivxl]{1,5}|[a-z]", keys[1]):
        end = words[1].end()
        if len(keys) > 2 and keys[2] == search_key("\u0639\u0634\u0631"):  # the second half of eleventh
            end = words[2].end()
        value = int(keys[1]) if keys[1].isdigit() else 0
        return Marker("part", _past(text, end), value, rank)
    return None


def _past(text: str, end: int) -> int:
    """Return where what follows a marker begins: past white space and the marks that close it."""
    match = re.compile(r"[\s:.\-\u2013\u2014\u060c)/]*").match(text, end)
    return end if match is None else match.end()


@cache
def _ranks() -> Mapping[str, int]:
    return {search_key(word): rank for rank in range(1, 6) for word in load("structure")[f"part {rank}"]}


@cache
def _keys(group: str) -> frozenset[str]:
    return frozenset(search_key(word) for word in load("structure")[group])


@cache
def _ordered(group: str) -> tuple[str, ...]:
    return tuple(search_key(word) for word in load("structure")[group])
