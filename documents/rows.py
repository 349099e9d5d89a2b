"""A table's row as a text that is read alone: each cell after its column's head."""

from collections.abc import Sequence

from arabic import display_form, has_arabic
from documents.extraction import Block
from documents.passage import Repair
from documents.repaired import Repaired, Span
from documents.sentences import Text

_WORDS_OF_A_LABEL = 7


def row_of(block: Block, cells: Sequence[Sequence[Span]] | None, repaired: Repaired) -> Text:
    """Return a row's text; its heads and commas are insertions, a cell's line that follows another cell moves.

    `cells` are the stretches of each cell; None where tabs part them.
    """
    cells = _by_tabs(block, repaired) if cells is None else cells
    queue = sorted(span for cell in cells for span in cell)
    parts: list[str] = []
    repairs: list[Repair] = []
    position = queue[0][0] if queue else block.start
    for number, cell in enumerate(cells):
        head = display_form(block.head[number]) if number < len(block.head) else ""
        for place, span in enumerate(cell):
            stretch = repaired.stretch(*span)
            lead = _lead(head, bool(parts), stretch.text) if place == 0 else ""
            if span == queue[0]:
                queue.pop(0)
                if lead:
                    repairs.append(Repair("", lead, span[0]))
                repairs.extend(stretch.repairs)
                position = span[1]
            else:
                queue.remove(span)
                repairs.append(Repair("", f"{lead}{stretch.text}", position))
                repairs.append(Repair(repaired.text[slice(*span)], "", span[0]))
            parts.append(lead if place == 0 else " ")
            parts.append(stretch.text)
    return _text(block, "".join(parts), repairs, cells, repaired)


def _text(
    block: Block, text: str, repairs: list[Repair], cells: Sequence[Sequence[Span]], repaired: Repaired
) -> Text:
    text = display_form(" ".join(text.split()))
    spans = tuple(sorted(span for cell in cells for span in cell))
    first = next((cell for cell in cells if cell), ())
    label = " ".join(display_form(repaired.published(*span)) for span in first).split()
    return Text(
        text,
        spans[0][0] if spans else block.start,
        spans[-1][1] if spans else block.start,
        tuple(sorted(repairs, key=lambda repair: repair.start)),
        spans,
        " ".join(label[:_WORDS_OF_A_LABEL]),
    )


def _lead(head: str, is_after_another: bool, cell: str) -> str:
    comma = "\u060c " if has_arabic(head or cell) else ", "
    return (comma if is_after_another else "") + (f"{head}: " if head else "")


def _by_tabs(block: Block, repaired: Repaired) -> list[list[Span]]:
    """Return the cells of a row whose format parts them by tabs; an empty one has no stretch."""
    cells: list[list[Span]] = []
    start = block.start
    for cell in repaired.text[block.start : block.end].split("\t"):
        left = start + len(cell) - len(cell.lstrip())
        right = start + len(cell.rstrip())
        cells.append([(left, right)] if left < right else [])
        start += len(cell) + 1
    return cells
