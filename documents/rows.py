"""A table's row as a text that is read alone: each cell after its column's head."""

from collections.abc import Sequence

from arabic import display_form, has_arabic
from documents.extraction import Block
from documents.passage import Repair
from documents.repaired import Repaired, Span
from documents.sentences import Text

_WORDS_OF_A_LABEL = 7


def row_of(block: Block, cells: Sequence[Span] | None, repaired: Repaired) -> Text:
    """Return a row's text; its heads, and the commas between its cells, are insertions.

    `cells` are where the cells stand, an empty one with an empty stretch; None where tabs part them.
    """
    parts: list[str] = []
    repairs: list[Repair] = []
    filled: list[Span] = []
    label = ""
    for number, (start, end) in enumerate(_by_tabs(block, repaired) if cells is None else cells):
        if start == end:
            continue
        inside = [span for span in block.skipped if start <= span[0] and span[1] <= end]
        stretch = repaired.stretch(start, end, inside)
        head = display_form(block.head[number]) if number < len(block.head) else ""
        lead = _lead(" ".join(head.split()), bool(filled), stretch.text)
        if lead:
            repairs.append(Repair("", lead, start))
        repairs.extend(stretch.repairs)
        parts.append(lead + stretch.text)
        label = label or " ".join(display_form(stretch.text).split()[:_WORDS_OF_A_LABEL])
        filled.append((start, end))
    text = display_form(" ".join("".join(parts).split()))
    ends = (filled[0][0], filled[-1][1]) if filled else (block.start, block.start)
    return Text(text, *ends, tuple(repairs), tuple(filled), label)


def _lead(head: str, is_after_another: bool, cell: str) -> str:
    comma = "\u060c " if has_arabic(head or cell) else ", "  # Arabic comma
    return (comma if is_after_another else "") + (f"{head}: " if head else "")


def _by_tabs(block: Block, repaired: Repaired) -> list[Span]:
    """Return the cells of a row whose format parts them by tabs."""
    cells: list[Span] = []
    start = block.start
    for cell in repaired.text[block.start : block.end].split("\t"):
        left = start + len(cell) - len(cell.lstrip())
        cells.append((left, start + len(cell.rstrip())) if cell.strip() else (start, start))
        start += len(cell) + 1
    return cells
