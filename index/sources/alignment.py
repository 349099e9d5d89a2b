"""Holding curated text against its source, letter for letter."""

import re
from dataclasses import dataclass
from typing import Literal

from index.passage import Repair
from index.sources.bullets import after_bullet, skip_layout
from index.sources.errors import SourceError
from index.sources.inline import ARROW, Piece

_CONTEXT_CHARACTERS = 30


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
