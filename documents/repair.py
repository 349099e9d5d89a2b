"""Repairs of a page's text that are sure: each is listed, and undone gives the text as found.

A repair changes a line or a part of it; whether it helped, the gate decides. What cannot be told for sure
(which letter a replacement sign was, where a lost space stood) is not touched.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from documents import gate
from documents.pages.bidi import MIRRORED, turned_brackets

_PRESENTATION = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+")
_LAM_ALEF = re.compile("(\\b[\u0648\u0641\u0628\u0643]?\u0627)([\u0622\u0623\u0625\u0627])\u0644")
_LIGATURE = re.compile("[\ufef5-\ufefc]")  # lam with an alef, one character for two letters
_NUMBER = re.compile(r"\d[\d.,/:]*\d")
_WORD_AND_SPACE = re.compile(r"\S+|\s+")
_STOP = tuple(".\u06d4\u061f!:")  # what ends a sentence


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a line: `right` stands for line[start:start + len(wrong)]."""

    start: int
    wrong: str
    right: str


def repaired(lines: Sequence[str], reasons: Sequence[str]) -> list[str] | None:
    """Return the lines with all that these reasons call for; None where nothing can be done."""
    mended = list(lines)
    if gate.PRESENTATION in reasons:
        mended = [_without_forms(line, gate.REVERSED in reasons) for line in mended]
    if gate.REVERSED in reasons:
        turned = _turned(mended)
        if turned is None:
            return None
        mended = turned
    if gate.LAM_ALEF in reasons or gate.REVERSED in reasons:
        mended = [_LAM_ALEF.sub("\\1\u0644\\2", line) for line in mended]
    if gate.DIGITS in reasons:
        mended = [_NUMBER.sub(lambda found: found.group()[::-1], line) for line in mended]
    mended = [_with_brackets(line) for line in mended]
    return mended if mended != list(lines) else None


def _without_forms(line: str, is_reversed: bool) -> str:
    """Return a line with letters for their shapes; those of a ligature in the direction of the line."""

    def letters(found: re.Match[str]) -> str:
        each = (unicodedata.normalize("NFKC", shape).strip() for shape in found.group())
        return "".join(part[::-1] if is_reversed else part for part in each)

    return _PRESENTATION.sub(letters, line)


def _turned(lines: Sequence[str]) -> list[str] | None:
    """Return lines of reversed words the right way round; None where nothing tells the order of the words.

    Paragraphs end with a stop at a line's end: where the stop is at the line's first word, the line is
    reversed as a whole, where it is at the last word, each word by itself.
    """
    words = [line.split() for line in lines if line.split()]
    first = sum(each[0].startswith(_STOP) for each in words if len(each) > 1)
    last = sum(each[-1].startswith(_STOP) for each in words if len(each) > 1)
    if first == last:
        return None
    if first > last:
        return [_reversed(line) for line in lines]
    return ["".join(_reversed(part) for part in _WORD_AND_SPACE.findall(line)) for line in lines]


def _reversed(line: str) -> str:
    """Return a line from end to beginning, numbers and Latin words as they stand, marks on their letters."""
    parts = re.findall(r"\d[\d.,/:]*\d|[A-Za-z\u00c0-\u024f][\w@.\-]*|.\u0651?[\u064b-\u0652\u0670]*", line)
    return "".join(MIRRORED.get(part, part) for part in reversed(parts))


def _with_brackets(line: str) -> str:
    wrong = frozenset(turned_brackets(line))
    return "".join(MIRRORED[each] if place in wrong else each for place, each in enumerate(line))


def changes(found: str, mended: str) -> list[Change]:
    """Return what makes one line of another, as few changes as whole words allow."""
    if found == mended:
        return []
    before, after = _WORD_AND_SPACE.findall(found), _WORD_AND_SPACE.findall(mended)
    if len(before) != len(after):
        return [Change(0, found, mended)]
    result, start = [], 0
    for wrong, right in zip(before, after, strict=True):
        if wrong != right:
            result.append(Change(start, wrong, right))
        start += len(wrong)
    return result
