"""Blocks to passages: whole sentences under their headings, each with its place.

A section is a heading and what stands below it, up to the next heading of any level. Its first passage is
its overview, whatever it is made of. Where text introduces a section's only list, and its items are long
enough to be read alone, they are points; every other list is read as it stands, with the text around it.
"""

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from arabic import display_form, search_key
from documents.errors import SourceError
from documents.extraction import Block, Extraction
from documents.passage import Kind, Passage, Rectangle, Repair
from documents.repaired import Repaired
from documents.rows import row_of
from documents.sentences import Piece, Text, parted, pieces_of
from documents.structure import Structure, structure_of
from documents.structure.markers import marker_of, unnumbered

DOCUMENT_ID = re.compile("[a-z0-9-]{1,64}")  # as contract.payload reads it in a button
_DIGITS_OF_A_SLUG = 10
_WORDS_OF_AN_ITEM = 15  # on average, from which a list's items can be read alone
_WORDS_OF_A_LABEL = 7
_WORDS_OF_A_RUN_IN = 10  # words before a colon that are an item's own heading


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None before the first one) with the blocks below it; `path` are the headings above it."""

    heading: Block | None
    path: tuple[str, ...]
    title: str
    blocks: tuple[Block, ...]


def passages_of(document_id: str, extraction: Extraction) -> tuple[Passage, ...]:
    """Return the passages of a document in order; SourceError for an id that no button could send."""
    if not DOCUMENT_ID.fullmatch(document_id):
        raise SourceError(
            f"{document_id!r} is no document's id; expected up to 64 small Latin letters, digits and hyphens"
        )
    structure = structure_of(extraction)
    return tuple(_Writer(document_id, extraction, structure).passages())


def sections_of(extraction: Extraction, structure: Structure) -> list[Section]:
    """Return the sections in order; those without a word below their heading are left out."""
    repaired = Repaired(extraction.text, extraction.repairs)
    found: list[Section] = []
    above: list[tuple[int, str]] = []
    heading: Block | None = None
    blocks: list[Block] = []
    for block in [*structure.blocks, None]:
        if block is not None and block.kind not in ("heading", "title"):
            blocks.append(block)
            continue
        if any(each.kind != "footnote" for each in blocks):
            path = tuple(title for _, title in above)
            kept = tuple(each for each in blocks if each.kind != "footnote")
            found.append(Section(heading, path, path[-1] if heading else "", kept))
        if block is not None:
            title = display_form(
                " ".join(repaired.stretch(block.start, block.end, block.skipped).text.split())
            )
            level = 0 if block.kind == "title" else block.level
            above = [(each, name) for each, name in above if each < level] + [(level, title)]
            heading, blocks = block, []
    return found


class _Writer:
    """Makes the passages of one document."""

    def __init__(self, document_id: str, extraction: Extraction, structure: Structure) -> None:
        self._document = document_id
        self._extraction = extraction
        self._structure = structure
        self._repaired = Repaired(extraction.text, extraction.repairs)
        lines = ((line, page.verdict == "scanned") for page in extraction.pages for line in page.lines)
        self._lines = [
            (line.start, line.end, line.place, is_scanned)
            for line, is_scanned in sorted(lines, key=lambda each: each[0].start)
        ]
        self._starts = [line[0] for line in self._lines]
        self._ends = [line[1] for line in self._lines]
        self._ids: Counter[str] = Counter()

    def passages(self) -> Iterator[Passage]:
        order = 0
        for section in sections_of(self._extraction, self._structure):
            for passage in self._section(section):
                yield replace(passage, order=order)
                order += 1

    def _section(self, section: Section) -> Iterator[Passage]:
        title = section.title.rstrip(" :\u061b") or section.title
        is_ours = not title
        parts = [(kind, text) for kind, text in self._parts(section) if text.words]
        if not parts:
            return
        title = title or self._extraction.title or _label(parts[0][1].text)
        section_id = self._section_id(section, title)
        for number, (kind, text) in enumerate(parts):
            heading, heading_is_ours = title, is_ours
            if kind in ("point", "row"):
                heading, heading_is_ours = _own_heading(text)
            id_ = section_id if number == 0 else self._unique(f"{section_id}/{_slug('p', text.text)}")
            repairs = text.repairs
            if number == 0 and section.heading is not None:
                repairs = tuple(dict.fromkeys((*self._heading_repairs(section.heading), *repairs)))
            places, is_scanned = self._places(text)
            yield Passage(
                id=id_,
                document=self._document,
                section=title,
                heading=title if number == 0 else heading,
                heading_is_ours=is_ours if number == 0 else heading_is_ours,
                text=text.text,
                order=0,
                kind="overview" if number == 0 else kind,
                start=text.start,
                end=text.end,
                repairs=repairs,
                places=places,
                is_scanned=is_scanned,
            )

    def _parts(self, section: Section) -> Iterator[tuple[Kind, Text]]:
        """Yield the kinds and texts of a section's passages in order."""
        items = self._point_blocks(section)
        prose: list[Block] = []
        for block in section.blocks:
            if block.kind != "row" and block not in items:
                prose.append(block)
                continue
            yield from self._prose(prose)
            prose = []
            if block.kind == "row":
                yield "row", row_of(block, self._structure.cells.get(block.start), self._repaired)
            elif items[block]:
                yield from self._point(items[block])
        yield from self._prose(prose)

    def _prose(self, blocks: Sequence[Block]) -> Iterator[tuple[Kind, Text]]:
        pieces = [piece for block in blocks for piece in pieces_of(block, self._repaired)]
        for part in parted(pieces):
            yield "paragraph", Text.of(part, self._repaired)

    def _point(self, blocks: Sequence[Block]) -> Iterator[tuple[Kind, Text]]:
        """Yield a point; one too long for a passage is followed by paragraphs."""
        pieces = [piece for block in blocks for piece in pieces_of(block, self._repaired)]
        pieces = [self._unmarked(pieces[0]), *pieces[1:]] if pieces else []
        for number, part in enumerate(parted(pieces)):
            yield "paragraph" if number else "point", Text.of(part, self._repaired)

    def _unmarked(self, piece: Piece) -> Piece:
        """Return an item's first piece without its number or bullet: the answer's list numbers it."""
        marker = marker_of(piece.text)
        return piece if marker is None else piece.after(marker.length)

    def _point_blocks(self, section: Section) -> dict[Block, list[Block]]:
        """Return the items that become points, each with the items below it; none where they are no points.

        Of an item that belongs to the one above it the list is empty.
        """
        runs: list[list[Block]] = []
        before: Block | None = None
        for block in section.blocks:
            if block.kind == "item":
                if before is None or before.kind != "item":
                    runs.append([])
                runs[-1].append(block)
            before = block
        if len(runs) != 1 or section.blocks[0] in runs[0]:
            return {}
        texts = [self._stripped(block) for block in runs[0]]
        kinds = [marker.kind if (marker := marker_of(text)) else "" for text in texts]
        found: dict[Block, list[Block]] = {}
        heads: list[Block] = []
        for block, kind in zip(runs[0], kinds, strict=True):
            if kind == kinds[0] or not heads:
                heads.append(block)
                found[block] = [block]
            else:
                found[heads[-1]].append(block)
                found[block] = []
        words = sum(len(text.split()) for text in texts)
        return found if len(heads) >= 2 and words >= _WORDS_OF_AN_ITEM * len(heads) else {}

    def _stripped(self, block: Block) -> str:
        return display_form(self._repaired.stretch(block.start, block.end, block.skipped).text)

    def _heading_repairs(self, heading: Block) -> tuple[Repair, ...]:
        return self._repaired.stretch(heading.start, heading.end, heading.skipped).repairs

    def _places(self, text: Text) -> tuple[tuple[Rectangle, ...], bool]:
        """Return where a text's lines stand on their pages, and whether one was read from a picture."""
        first = bisect_left(self._ends, text.start)
        last = bisect_left(self._starts, text.end)
        lines = [
            (place, is_scanned)
            for start, end, place, is_scanned in self._lines[first:last]
            if any(start < b and a < end for a, b in text.spans)
        ]
        return tuple(place for place, _ in lines if place is not None), any(each for _, each in lines)

    def _section_id(self, section: Section, title: str) -> str:
        """Return the id of a section: by its heading without its number, then by those above it as well."""
        own = f"{self._document}/{_slug('s', unnumbered(title) if section.heading else '')}"
        if own in self._ids:
            own = f"{self._document}/{_slug('s', '/'.join(map(unnumbered, section.path)))}"
        return self._unique(own)

    def _unique(self, id_: str) -> str:
        self._ids[id_] += 1
        return id_ if self._ids[id_] == 1 else self._unique(f"{id_}-{self._ids[id_]}")


def _slug(letter: str, text: str) -> str:
    """Return a short name of a text that stays while its words do; case, marks and spaces do not count."""
    words = search_key(text) or text
    return letter + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_DIGITS_OF_A_SLUG]


def _own_heading(text: Text) -> tuple[str, bool]:
    """Return what a point or row is called, and whether that is ours: not what ends with its colon."""
    if text.label:
        return text.label, True
    before, colon, after = text.text.partition(":")
    if (
        colon
        and "\n" not in before
        and 0 < len(before.split()) <= _WORDS_OF_A_RUN_IN
        and len(after.split()) >= 3
    ):
        return before.strip(), False
    return _label(text.text), True


def _label(text: str) -> str:
    words = text.split()
    label = " ".join(words[:_WORDS_OF_A_LABEL]).rstrip(" .:\u060c\u061b,;")
    return label if len(words) <= _WORDS_OF_A_LABEL else f"{label} \u2026"
