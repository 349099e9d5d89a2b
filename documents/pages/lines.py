"""Glyphs to lines: pieces of a row that stand close, and the text of a line in reading order.

Distances are in ems of the glyphs concerned, except where a name says points.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from arabic.letters import ALEFS
from documents.pages.bidi import MIRRORED, direction, reading_order, turned_brackets
from documents.pages.glyphs import Glyph

WORD_GAP = 0.15  # a space that was not drawn; kerning within a word stays under .1
SPELT_WORD_GAP = 0.2  # after a glyph whose advance is not known
PIECE_GAP = 0.8  # may part two columns or cells
_SAME_BASELINE = 0.25
_LAM = "\u0644"
_ALEFS = frozenset("\u0622\u0623\u0625\u0627" + "".join(ALEFS))


@dataclass(slots=True)
class Piece:
    """Glyphs of one row with no wide gap between them; edges and baseline as of Glyph."""

    glyphs: list[Glyph]
    baseline: float
    size: float
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = min(glyph.left for glyph in self.glyphs)
        self.right = max(glyph.right for glyph in self.glyphs)

    @property
    def top(self) -> float:
        """The upper edge, an ascent above the baseline."""
        return self.baseline - 0.85 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge, a descent below the baseline."""
        return self.baseline + 0.3 * self.size


def is_rtl(glyphs: Iterable[Glyph]) -> bool:
    """Tell whether most letters are of a right-to-left script."""
    balance = 0
    for glyph in glyphs:
        kind = direction(glyph.letters[0])
        balance += (kind == "R") - (kind == "L")
    return balance > 0


def pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Return the pieces of glyphs that are turned alike, in no order."""
    visible = [glyph for glyph in glyphs if glyph.letters.strip() or glyph.right - glyph.left > 0.01]
    if not visible:
        return []
    rows: list[list[Glyph]] = []
    heights: list[float] = []
    for glyph in sorted(visible, key=lambda each: each.baseline):
        if rows and abs(glyph.baseline - heights[-1]) <= _SAME_BASELINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            heights.append(glyph.baseline)
    pieces = [piece for row in rows for piece in _split(row)]
    return _with_raised(pieces)


def _split(row: list[Glyph]) -> list[Piece]:
    row.sort(key=lambda glyph: glyph.left)
    parts: list[list[Glyph]] = []
    reach = float("-inf")
    for glyph in row:
        if not glyph.letters.strip():
            if parts:
                parts[-1].append(glyph)
            continue
        if glyph.left - reach > PIECE_GAP * glyph.size or not parts:
            parts.append([])
        parts[-1].append(glyph)
        reach = max(reach, glyph.right)
    return [_piece(part) for part in parts]


def _piece(glyphs: list[Glyph]) -> Piece:
    while glyphs and not glyphs[-1].letters.strip():
        glyphs.pop()
    return Piece(
        glyphs, median(each.baseline for each in glyphs), max(1.0, median(each.size for each in glyphs))
    )


def _with_raised(pieces: list[Piece]) -> list[Piece]:
    """Join small pieces off the baseline (marks drawn apart, raised figures) to the piece they touch."""
    pieces.sort(key=lambda piece: -len(piece.glyphs))
    kept: list[Piece] = []
    for piece in pieces:
        host = (
            next((each for each in kept if _touches(each, piece)), None) if len(piece.glyphs) <= 4 else None
        )
        if host is None:
            kept.append(piece)
        else:
            host.glyphs.extend(piece.glyphs)
            host.left, host.right = min(host.left, piece.left), max(host.right, piece.right)
    return kept


def _touches(host: Piece, piece: Piece) -> bool:
    if not 0.05 * host.size < abs(host.baseline - piece.baseline) < 0.75 * host.size:
        return False
    if piece.left > host.right + 0.3 * host.size or piece.right < host.left - 0.3 * host.size:
        return False
    if all(_is_mark(glyph) for glyph in piece.glyphs):
        return True
    # Lines of one column lie an em apart or more.
    return abs(host.baseline - piece.baseline) < 0.5 * host.size and piece.size < 1.2 * host.size


def _is_mark(glyph: Glyph) -> bool:
    return all(unicodedata.category(each) == "Mn" for each in glyph.letters)


def joined(pieces: Sequence[Piece]) -> Piece:
    """Return pieces of one row as one."""
    if len(pieces) == 1:
        return pieces[0]
    return _piece([glyph for piece in pieces for glyph in piece.glyphs])


def text_of(piece: Piece, rtl: bool) -> str:
    """Return the piece's letters in reading order, words parted by single spaces."""
    bases, marks = _based(piece.glyphs)
    if not bases:
        return "".join(glyph.letters for glyph in piece.glyphs).strip()
    seen: list[str] = []
    places: list[int | None] = []
    reach = None
    has_space, gap = False, WORD_GAP
    for place, glyph in enumerate(bases):
        if not glyph.letters.strip():
            has_space = True
            continue
        left, right = _cell(glyph, marks.get(place, ()))
        if reach is not None and (has_space or left - reach > gap * max(glyph.size, 1.0)):
            seen.append(" ")
            places.append(None)
        seen.append(glyph.letters)
        places.append(place)
        reach = max(reach, right) if reach is not None else right
        gap = SPELT_WORD_GAP if glyph.is_spelt else WORD_GAP
        has_space = False
    order = reading_order(seen, rtl)
    written = []
    for each in order:
        base = places[each]
        if base is None:
            written.append(" ")
        else:
            written.append(bases[base].letters + "".join(mark.letters for mark in marks.get(base, ())))
    text = " ".join("".join(written).split())
    wrong = frozenset(turned_brackets(text)) if rtl else frozenset()
    return "".join(MIRRORED[each] if place in wrong else each for place, each in enumerate(text))


def _based(glyphs: list[Glyph]) -> tuple[list[Glyph], dict[int, list[Glyph]]]:
    """Return the glyphs that advance, from left to right, and for the place of each the marks on it."""
    bases = _lam_before_alef(sorted((each for each in glyphs if not _is_mark(each)), key=_along))
    inked = [place for place, glyph in enumerate(bases) if glyph.letters.strip()]
    marks: dict[int, list[Glyph]] = {}
    if not inked:
        return [], marks
    beside = {(round(glyph.left, 1), glyph.index): place for place, glyph in enumerate(bases)}
    for mark in sorted((each for each in glyphs if _is_mark(each)), key=lambda each: each.index):
        place = beside.get((round(mark.left, 1), mark.index - 1))
        if place is None:
            middle = (mark.ink_left + mark.ink_right) / 2
            place = min(inked, key=lambda place: _distance(bases[place], middle))
        marks.setdefault(place, []).append(mark)
    return bases, marks


def _along(glyph: Glyph) -> tuple[float, float]:
    return glyph.left, glyph.right


def _cell(glyph: Glyph, marks: Iterable[Glyph]) -> tuple[float, float]:
    """Return the edges of a glyph and its marks, which may share one drawing's cell."""
    left = min([glyph.left, *(mark.left for mark in marks)])
    return left, max([glyph.right, *(mark.right for mark in marks)])


def _distance(glyph: Glyph, x: float) -> float:
    outside = max(glyph.left - x, x - glyph.right, 0.0)
    return outside + 0.01 * abs((glyph.left + glyph.right) / 2 - x)


def _lam_before_alef(bases: list[Glyph]) -> list[Glyph]:
    """Put lam right of the alef that shares its cell: the two are drawn as one, and lam is always first."""
    for place in range(len(bases) - 1):
        one, other = bases[place], bases[place + 1]
        if one.letters == _LAM and other.letters in _ALEFS and _share(one, other):
            bases[place], bases[place + 1] = other, one
    return bases


def _share(one: Glyph, other: Glyph) -> bool:
    common = min(one.right, other.right) - max(one.left, other.left)
    return common > 0.6 * min(one.right - one.left, other.right - other.left)
