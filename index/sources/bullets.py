"""What counts as a bullet of the source: signs that open an item and that a curated text may leave out.

Only where a curated section or point begins, and only these, each at most once and in this order:
  ؛        before a point, closing the item above it
  a mark   one of MARKS, not glued to a word before it; the Arabic question mark before a point only;
           a hyphen or dash glued to a digit is a minus, and stays
  a number of at most three digits that a delimiter marks as one: 1. 1- 1) (1) 1ـ ـ1
A bare number, or a word such as أولا, is text: leaving it out takes a repair.
"""

import re
from typing import Literal

from arabic.letters import LINE_BREAK_CLASS, SPACE_CLASS, UNSEEN_CLASS

SEMICOLON = "\u061b"  # Arabic semicolon
QUESTION_MARK = "\u061f"  # Arabic question mark
TATWEEL = "\u0640"  # tatweel
MARKS = TATWEEL + "_-*\u2013\u2014\u2022\u25aa\u25cf\u00b7"  # dashes, bullets, black square, circle, dot

LAYOUT = re.compile(f"[ \n{SPACE_CLASS}{LINE_BREAK_CLASS}{UNSEEN_CLASS}]*")
_DIGITS = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_MINUS = re.compile(f"[-\u2013\u2014]{_DIGITS}")
_NUMBER = re.compile(rf"\({_DIGITS}{{1,3}}\)|{_DIGITS}{{1,3}}[.)\-{TATWEEL}](?!{_DIGITS})")
_NUMBER_AFTER_TATWEEL = re.compile(rf"(?<={TATWEEL}){_DIGITS}{{1,3}}(?![\w.,\u066b])")

Opens = Literal["section", "point"]


def after_bullet(source: str, position: int, text: str, opens: Opens) -> int:
    """Return where the item itself begins in source, past white space and a bullet at position.

    What `text`, the item as curated, begins with too is kept: it is no bullet then.
    """
    position = skip_layout(source, position)
    if opens == "point" and _leaves_out(source, position, text, SEMICOLON):
        position = skip_layout(source, position + 1)
    marks = MARKS + QUESTION_MARK if opens == "point" else MARKS
    glued = position > 0 and source[position - 1].isalnum()
    if glued or _MINUS.match(source, position):
        return position
    if any(_leaves_out(source, position, text, mark) for mark in marks):
        position += 1
    number = _NUMBER_AFTER_TATWEEL.match(source, position) or _NUMBER.match(
        source, skip_layout(source, position)
    )
    if number is not None and not text.startswith(number[0]):
        position = number.end()
    return skip_layout(source, position)


def _leaves_out(source: str, position: int, text: str, sign: str) -> bool:
    return source.startswith(sign, position) and not text.startswith(sign)


def skip_layout(source: str, position: int) -> int:
    """Return the first position from the given one that holds no white space or invisible sign."""
    match = LAYOUT.match(source, position)
    return position if match is None else match.end()
