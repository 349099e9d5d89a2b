"""A file's blocks: found among the lines of its pages, or as its format gives them."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from arabic import display_form
from documents.extraction import Block, BlockKind, Extraction
from documents.repaired import Repaired, Span
from documents.structure.contents import contents_lines, looks_like_an_entry
from documents.structure.headings import headings_of, level_of, style_of
from documents.structure.lines import TextLine, body_size, lines_of, step_between, usual_step, with_columns
from documents.structure.markers import is_contents_heading
from documents.structure.paragraphs import Group, groups_of
from documents.structure.running import is_in_margin, running_lines
from documents.structure.tables import Row, Table, tables_of

Reason = Literal["running", "page_number", "contents", "footnote", "held_back"]

_SMALLER = 0.93  # times the body's size: a footnote's letters
_NOTE_MARKS = ("*", "\u2020", "\u066d")  # dagger, Arabic star
_HYPHENS = "-\u2010\u00ad"  # hyphen-minus, hyphen, soft hyphen


@dataclass(frozen=True, slots=True)
class LeftOut:
    """text[start:end] is no part of what is published, and why."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Structure:
    """A file's blocks in order, and what no passage is made of.

    `cells` has a row's cells by the row's start, an empty one as an empty stretch; a row that its format
    gave is not among them: its cells are parted by tabs.
    """

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    cells: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)


def structure_of(extraction: Extraction) -> Structure:
    """Return the blocks of an extraction: its own where its format knows them, else those of its lines."""
    if extraction.blocks:
        return _without_contents(extraction)
    found = lines_of(extraction)
    running = running_lines(found, len(extraction.pages), _in_long_tables(found))
    left_out = [LeftOut(found[at].start, found[at].end, _reason(kind)) for at, kind in running.items()]
    lines = with_columns([line for at, line in enumerate(found) if at not in running])
    contents = contents_lines(lines)
    left_out += [LeftOut(lines[at].start, lines[at].end, "contents") for at in contents]
    lines = [line for at, line in enumerate(lines) if at not in contents]
    size = body_size(lines)
    notes = _footnote_lines(lines, size)
    left_out += _held_back(extraction)
    footnotes = list(_footnotes([lines[at] for at in sorted(notes)], extraction.text))
    left_out += [LeftOut(block.start, block.end, "footnote") for block in footnotes]
    body = [line for at, line in enumerate(lines) if at not in notes]
    blocks, cells = _body_blocks(body, size, extraction)
    return Structure(
        tuple(sorted([*blocks, *footnotes], key=lambda block: block.start)),
        tuple(sorted(left_out, key=lambda each: each.start)),
        cells,
    )


def _in_long_tables(lines: Sequence[TextLine]) -> set[int]:
    """Return the places of the lines of tables that reach into the body: heads may come on each page."""
    return {
        at
        for table in tables_of(lines)
        if any(not is_in_margin(line) for line in lines[table.first : table.last])
        for at in range(table.first, table.last)
    }


def _body_blocks(
    lines: Sequence[TextLine], size: float, extraction: Extraction
) -> tuple[list[Block], dict[int, tuple[Span, ...]]]:
    step = usual_step(lines, size)
    tables = tables_of(lines)
    in_table = {at for table in tables for at in range(table.first, table.last)}
    outside = [at for at in range(len(lines)) if at not in in_table]
    headings = {outside[at] for at in headings_of([lines[at] for at in outside], size, step)}
    blocks: list[Block] = []
    cells: dict[int, tuple[Span, ...]] = {}
    at = 0
    for table in [*tables, None]:
        end = len(lines) if table is None else table.first
        part = [(lines[place], place in headings) for place in range(at, end)]
        blocks.extend(_text_blocks(groups_of(part, step), extraction.text))
        if table is not None:
            at = table.last
            blocks.extend(_row_blocks(table, extraction, cells))
    return _with_levels(blocks, lines, extraction), cells


def _text_blocks(groups: Sequence[Group], text: str) -> Iterator[Block]:
    for group in groups:
        yield _block(group.kind, group.lines, text)


def _block(kind: BlockKind, lines: Sequence[TextLine], text: str) -> Block:
    return Block(
        kind,
        lines[0].start,
        lines[-1].end,
        places=tuple(line.place for line in lines if line.place),
        skipped=tuple(_skipped(lines, text)),
        is_scanned=any(line.is_scanned for line in lines),
    )


def _skipped(lines: Sequence[TextLine], text: str) -> Iterator[Span]:
    """Yield what stands between a block's lines and is no part of it, and hyphens that part a word."""
    for before, line in itertools.pairwise(lines):
        end = before.end
        broken = text[line.start : line.start + 1]
        if text[end - 1 : end] in tuple(_HYPHENS) and text[end - 2 : end - 1].isalpha() and broken.islower():
            yield end - 1, line.start
            continue
        between = text[end : line.start]
        if between.strip():
            start = end + len(between) - len(between.lstrip())
            yield start, start + len(between.strip())


def _row_blocks(table: Table, extraction: Extraction, cells: dict[int, tuple[Span, ...]]) -> Iterator[Block]:
    """Yield a table's rows under their heads; the head itself is in no passage but as theirs."""
    head = tuple(" ".join(line.text for line in cell) for cell in table.head.cells) if table.head else ()
    for row in table.rows:
        block = replace(_block("row", row.lines, extraction.text), head=head)
        cells[block.start] = _cells(row)
        yield block


def _cells(row: Row) -> tuple[Span, ...]:
    return tuple((cell[0].start, cell[-1].end) if cell else (0, 0) for cell in row.cells)


def _with_levels(blocks: Sequence[Block], lines: Sequence[TextLine], extraction: Extraction) -> list[Block]:
    """Return the blocks with the levels of their headings, and the file's title marked."""
    first = {line.start: line for line in lines}
    styles = {block.start: style_of(first[block.start]) for block in blocks if block.kind == "heading"}
    title = _title(blocks, styles, extraction)
    levels = level_of([style for start, style in styles.items() if start != title])
    found = []
    for block in blocks:
        if block.start == title:
            found.append(replace(block, kind="title"))
        elif block.kind == "heading":
            found.append(replace(block, level=levels[styles[block.start]]))
        else:
            found.append(block)
    return found


def _title(
    blocks: Sequence[Block], styles: Mapping[int, tuple[float, int, bool]], extraction: Extraction
) -> int | None:
    """Return the start of the block that is the title: a heading before all text, larger than the others."""
    opening = []
    for block in blocks:
        if block.kind != "heading" or (block.places and block.places[0].page > 2):
            break
        opening.append(block)
    if not opening:
        return None
    repaired = Repaired(extraction.text, extraction.repairs)
    for block in opening:
        if extraction.title and display_form(repaired.published(block.start, block.end)) == extraction.title:
            return block.start
    largest = min(opening, key=lambda block: styles[block.start][0])
    size = styles[largest.start][0]
    others = [style[0] for start, style in styles.items() if start != largest.start]
    return largest.start if size < 0 and all(size < other for other in others) else None


def _footnote_lines(lines: Sequence[TextLine], size: float) -> set[int]:
    """Return the places of the last lines of a page, in smaller letters, that a mark begins."""
    found: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(at)
    for places in by_page.values():
        foot: list[int] = []
        for at in reversed(places):
            line = lines[at]
            if not (size and line.size and line.size < _SMALLER * size):
                break
            foot.append(at)
        if foot and _is_note(lines[foot[-1]]):
            found.update(foot)
    return found


def _is_note(line: TextLine) -> bool:
    return line.text.lstrip("[(")[:1].isdigit() or line.text[:1] in _NOTE_MARKS


def _footnotes(lines: Sequence[TextLine], text: str) -> Iterator[Block]:
    """Yield a block for each footnote; one begins at each mark."""
    note: list[TextLine] = []
    for line in lines:
        if note and (line.page != note[-1].page or _is_note(line) or step_between(note[-1], line) < 0):
            yield _block("footnote", note, text)
            note = []
        note.append(line)
    if note:
        yield _block("footnote", note, text)


def _held_back(extraction: Extraction) -> list[LeftOut]:
    return [
        LeftOut(line.start, line.end, "held_back")
        for page in extraction.pages
        if page.verdict == "held_back"
        for line in page.lines
    ]


def _reason(kind: str) -> Reason:
    return "page_number" if kind == "page_number" else "running"


def _without_contents(extraction: Extraction) -> Structure:
    """Return the format's own blocks without tables of contents; footnotes are left out of passages."""
    repaired = Repaired(extraction.text, extraction.repairs)
    left_out: list[LeftOut] = []
    blocks: list[Block] = []
    is_headed = False
    for block in extraction.blocks:
        text = display_form(repaired.published(block.start, block.end))
        if block.kind == "heading" or is_contents_heading(text):
            is_headed = is_contents_heading(text)
        if is_headed and (is_contents_heading(text) or looks_like_an_entry(text, is_headed)):
            left_out.append(LeftOut(block.start, block.end, "contents"))
            continue
        if block.kind == "footnote":
            left_out.append(LeftOut(block.start, block.end, "footnote"))
        blocks.append(block)
    return Structure(tuple(blocks), (*left_out, *_held_back(extraction)))
