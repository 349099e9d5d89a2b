"""What reading a file gives, before it is parted into passages: its text as found, by pages and lines.

`Extraction.text` is what the file says, letter for letter as the library gave it; everything later points
into it by character offsets, and what was changed is listed as repairs.
"""

from dataclasses import dataclass
from typing import Literal

from documents.passage import Rectangle, Repair

Verdict = Literal["kept", "repaired", "reread", "scanned", "held_back"]
BlockKind = Literal["title", "heading", "paragraph", "item", "row", "footnote"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: text[start:end] of the extraction; `size` in points, 0 where unknown."""

    start: int
    end: int
    place: Rectangle | None = None
    size: float = 0.0
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a file, counted from 1; width and height in points.

    `verdict` says how it was read: as it came (kept), with repairs, by a second library (reread), from its
    picture (scanned), or not at all (held_back: nothing of it is published). `reasons` are codes of
    documents.gate that say why it was not simply kept.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    verdict: Verdict = "kept"
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text with a role: text[start:end] of the extraction, over line and page breaks.

    `level` is a heading's, from 1. `head` are a row's column heads, as found. `skipped` are spans within
    start..end that are no part of it: a footer between two pages, a hyphen at a line's end.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    head: tuple[str, ...] = ()
    places: tuple[Rectangle, ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()
    is_scanned: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """A file as read.

    `blocks` are given by formats that know their structure; for those with pages only, documents.structure
    finds them. `repairs` are by offset in `text`, which is before repairs. `title` is the file's own, or "".
    """

    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    repairs: tuple[Repair, ...] = ()
    title: str = ""
