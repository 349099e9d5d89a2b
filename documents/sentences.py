"""Blocks cut into sentences and put together into texts of a passage's length, each with its place."""

import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from arabic import display_form, sentences
from documents.extraction import Block, BlockKind
from documents.passage import Repair
from documents.repaired import Repaired, Span, Stretch
from documents.structure.markers import marker_of

LEAST_WORDS, MOST_WORDS = 40, 180

# What parting a section in one way costs; the cheapest way is taken.
_TOO_SHORT = 10.0
_WITHIN_A_PARAGRAPH = 2.0  # a passage that ends there
_AFTER_A_COLON = 6.0  # a passage that ends before what its last words announce
_JOINED = 1.0  # two paragraphs in one passage
_NO_END = "\u061b"  # Arabic semicolon: arabic.sentences stops there, a passage does not


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of a block, after repairs: what it takes to make a passage's text of it.

    `start` and `end` are its place in the text as found; `first` and `last` tell its place in its block.
    """

    stretch: Stretch
    start: int
    end: int
    kind: BlockKind
    first: bool
    last: bool

    @property
    def text(self) -> str:
        return " ".join(self.stretch.text.split())

    @property
    def words(self) -> int:
        return len(self.stretch.text.split())

    def after(self, characters: int) -> "Piece":
        """Return the piece without so many of the first characters of its text and the space after them."""
        text = self.stretch.text
        left = len(text) - len(text.lstrip())
        cut = left + characters
        cut += len(text[cut:]) - len(text[cut:].lstrip())
        if cut >= len(text) or self.stretch.places[cut][0] < self.stretch.places[cut - 1][1]:
            return self  # nothing would be left, or a repair lies over the cut
        start = self.stretch.places[cut][0]
        repairs = tuple(repair for repair in self.stretch.repairs if repair.start >= start)
        stretch = Stretch(text[cut:], self.stretch.places[cut:], repairs)
        return Piece(stretch, start, self.end, self.kind, self.first, self.last)


@dataclass(frozen=True, slots=True)
class Text:
    """A passage's text in the making: source[start:end] after `repairs`, of which `spans` are its own lines.

    `label` is what it is called where that is known.
    """

    text: str
    start: int
    end: int
    repairs: tuple[Repair, ...]
    spans: tuple[Span, ...]
    label: str = ""

    @property
    def words(self) -> int:
        return len(self.text.split())

    @classmethod
    def of(cls, pieces: Sequence[Piece], repaired: Repaired) -> "Text":
        """Join sentences in order; what stands between them and is none of them becomes a deletion."""
        parts: list[str] = []
        repairs: list[Repair] = []
        for before, piece in zip([None, *pieces], pieces, strict=False):
            if before is not None:
                parts.append(_joint(before, piece))
                between = repaired.text[before.end : piece.start]
                if between.strip():
                    start = before.end + len(between) - len(between.lstrip())
                    repairs.append(Repair(between.strip(), "", start))
            parts.append(piece.text)
            repairs.extend(piece.stretch.repairs)
        text = display_form("".join(parts))
        spans = tuple((piece.start, piece.end) for piece in pieces)
        return cls(text, pieces[0].start, pieces[-1].end, tuple(repairs), spans)


def pieces_of(block: Block, repaired: Repaired) -> list[Piece]:
    """Return the sentences of a block; each begins where the one before it ends, white space apart."""
    stretch = repaired.stretch(block.start, block.end, block.skipped)
    flat = "".join(" " if character.isspace() else character for character in stretch.text)
    marker = marker_of(flat.lstrip())
    begun = 0 if marker is None else len(flat) - len(flat.lstrip()) + marker.length  # "1." is no sentence
    cuts = [0, *(cut for cut in _cuts(flat, stretch.places) if cut > begun), len(flat)]
    spans = [(a, b) for a, b in itertools.pairwise(cuts) if flat[a:b].strip()]
    return [_piece(stretch, flat, a, b, block.kind, a == spans[0][0], b == spans[-1][1]) for a, b in spans]


def parted(pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
    """Part sentences into passages of LEAST_WORDS to MOST_WORDS, between paragraphs where possible.

    A sentence longer than that stays whole; what is shorter stays so only where no neighbour has room.
    """
    best: list[tuple[float, int]] = [
        (0.0, 0)
    ]  # of the first n sentences: the cost, where the last part begins
    for end in range(1, len(pieces) + 1):
        words, joined = 0, 0
        choices = []
        for start in range(end - 1, -1, -1):
            words += pieces[start].words
            if words > MOST_WORDS and start < end - 1:
                break
            too_short = _TOO_SHORT + 1 - words / LEAST_WORDS if words < LEAST_WORDS else 0.0
            choices.append((best[start][0] + too_short + _JOINED * joined, start))
            joined += pieces[start].first
        cost, start = min(choices)
        best.append((cost + _cost_of_end(pieces, end), start))
    parts: list[Sequence[Piece]] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        parts.append(pieces[start:end])
        end = start
    return parts[::-1]


def _cost_of_end(pieces: Sequence[Piece], end: int) -> float:
    if end == len(pieces):
        return 0.0
    last = pieces[end - 1]
    if last.text.endswith(":"):
        return _AFTER_A_COLON
    return 0.0 if last.last and pieces[end].kind != "item" else _WITHIN_A_PARAGRAPH


def _joint(before: Piece, piece: Piece) -> str:
    """Return the white space between two sentences: a blank line between paragraphs, a line before items."""
    if not piece.first:
        return " "
    return "\n" if piece.kind == "item" else "\n\n"


def _cuts(flat: str, places: Sequence[Span]) -> list[int]:
    """Return where sentences after the first begin: in no repair or letter, after no semicolon."""
    spans = sentences(flat)
    return [
        span.start
        for before, span in itertools.pairwise(spans)
        if not flat[before.start : before.end].endswith(_NO_END)
        and places[span.start - 1][1] <= places[span.start][0]
        and _begins_with_a_letter(flat, span.start)
    ]


def _begins_with_a_letter(flat: str, start: int) -> bool:
    """Whether no mark stands there that belongs to the letter before, unseen characters between or not."""
    kinds = (unicodedata.category(character)[0] for character in flat[start:])
    return next((kind for kind in kinds if kind != "C"), "L") != "M"


def _piece(
    stretch: Stretch, flat: str, start: int, end: int, kind: BlockKind, first: bool, last: bool
) -> Piece:
    """Return flat[start:end], trimmed, as a piece with its own repairs."""
    start += len(flat[start:end]) - len(flat[start:end].lstrip())
    end -= len(flat[start:end]) - len(flat[start:end].rstrip())
    places = stretch.places[start:end]
    begins, ends = places[0][0], places[-1][1]
    repairs = [r for r in stretch.repairs if begins <= r.start and r.start + len(r.wrong) <= ends]
    return Piece(Stretch(flat[start:end], places, tuple(repairs)), begins, ends, kind, first, last)
