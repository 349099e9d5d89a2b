"""Comparing a curated text with its source, letter for letter; bullets of the source may be left out.

Bullets are left out only where a curated section or point begins, each at most once and in this order:
  ؛        before a point, closing the item above it
  a mark   one of MARKS, not glued to a word before it; the Arabic question mark before a point only;
           a hyphen or dash glued to a digit is a minus, and stays
  a number of at most three digits that a delimiter marks as one: 1. 1- 1) (1) 1ـ ـ1
A bare number, or a word such as أولا, is text: leaving it out takes a repair.
"""

import re
from dataclasses import dataclass
from typing import Literal

from arabic.letters import LINE_BREAK_CLASS, SPACE_CLASS, UNSEEN_CLASS
from documents.curated.inline import ARROW, Piece
from documents.errors import SourceError
from documents.passage import Repair

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

_CONTEXT_CHARACTERS = 30


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where curated text lies in the source: source[start:end], with the repairs inside."""

    start: int
    end: int
    repairs: tuple[Repair, ...]


class Alignment:
    """A walk through a source, from its first letter to its last, along a curated text.

    Undoing the repairs of what it is given must spell the source, apart from white space and
    bullets; the first place where it does not raises SourceError.
    """

    def __init__(self, source: str, source_name: str, curated_name: str) -> None:
        self._source = source
        self._source_name = source_name
        self._curated_name = curated_name
        self._position = 0

    def take(self, pieces: tuple[Piece, ...], opens: Literal["section", "point"] | None = None) -> Place:
        """Walk along pieces and return their place; bullets may precede what opens an item."""
        if opens is not None:
            text = "".join(piece.wrong for piece in pieces).lstrip()
            self._position = after_bullet(self._source, self._position, text, opens)
        start: int | None = None
        repairs = []
        for number, piece in enumerate(pieces):
            place = self._take_piece(pieces, number)
            if piece.is_repair:
                repairs.append(Repair(piece.wrong, piece.right, place[0]))
            if start is None and place[0] < place[1]:
                start = place[0]
        if start is None:
            line = pieces[0].line if pieces else 0
            raise SourceError(
                f"{self._curated_name}:{line}: no words of the source; mark it .ours or remove it"
            )
        return Place(start, self._position, tuple(repairs))

    def finish(self, line: int) -> None:
        """Raise SourceError if the source goes on where the curated text, at `line`, ends."""
        position = skip_layout(self._source, self._position)
        if position < len(self._source):
            raise SourceError(
                f"{self._curated_name}:{line}: the curated text ends, but {self._where(position)} goes on "
                f"with '{_glimpse(self._source[position:])}'; add it"
            )

    def _take_piece(self, pieces: tuple[Piece, ...], number: int) -> tuple[int, int]:
        """Walk along one piece; return the start of its first letter and the end of its last."""
        start: int | None = None
        wrong = pieces[number].wrong
        index = skip_layout(wrong, 0)
        while index < len(wrong):
            position = skip_layout(self._source, self._position)
            if not self._source.startswith(wrong[index], position):
                raise self._departure(pieces, number, index, position)
            start = position if start is None else start
            self._position = position + 1
            index = skip_layout(wrong, index + 1)
        return (self._position if start is None else start, self._position)

    def _departure(self, pieces: tuple[Piece, ...], number: int, index: int, position: int) -> SourceError:
        """Return the error of the letter at `index` of a piece, both texts shown from the word's start."""
        piece = pieces[number]
        line = piece.line + piece.wrong.count("\n", 0, index)
        before = "".join(each.wrong for each in pieces[:number]) + piece.wrong[:index]
        after = piece.wrong[index:] + "".join(each.wrong for each in pieces[number + 1 :])
        begun = re.split(r"\s", before)[-1]
        found = _glimpse(begun + after)
        if position >= len(self._source):
            return SourceError(
                f"{self._curated_name}:{line}: found '{found}' where {self._source_name} has ended; remove it"
            )
        word_start = position
        while position - word_start < len(begun) and self._source[word_start - 1].strip():
            word_start -= 1
        expected = _glimpse(self._source[word_start:])
        return SourceError(
            f"{self._curated_name}:{line}: found '{found}', expected '{expected}' as in "
            f"{self._where(position)}; restore it, or write [wrong {ARROW} right]"
        )

    def _where(self, position: int) -> str:
        line = self._source.count("\n", 0, position) + 1
        return f"{self._source_name}:{line} (character {position})"


def _glimpse(text: str) -> str:
    """Return the first words of text, on one line."""
    words = " ".join(text[: 2 * _CONTEXT_CHARACTERS].split())
    if len(words) <= _CONTEXT_CHARACTERS:
        return words
    return words[:_CONTEXT_CHARACTERS].rpartition(" ")[0] or words[:_CONTEXT_CHARACTERS]
