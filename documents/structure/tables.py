"""Tables: cells that stand side by side in columns, row under row; a cell's lines follow each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.passage import Rectangle
from documents.structure.lines import TextLine, around

_WRAPPED = 1.9  # heights of a line from a cell's line to its next, at most
_ALIGNED = 0.6  # heights by which the tops or the middles of a row's cells differ, at most
_ROW_GAP = 4.0  # heights between a row and the next, at most
_SLACK = 0.003  # share of the page's width by which cells may touch
_HEAD_WORDS = 8  # of a column's head, at most
_LETTERS = 0.5  # share of letters in what is words and no figures

Cell = tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its cells in order of the columns; one may be empty."""

    cells: tuple[Cell, ...]

    @property
    def lines(self) -> list[TextLine]:
        return [line for cell in self.cells for line in cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, on one page: lines[first:last]. `head` is its first row, where that names the columns.

    One that goes on from the page before has that one's head.
    """

    first: int
    last: int
    head: Row | None
    rows: tuple[Row, ...]


def tables_of(lines: Sequence[TextLine]) -> list[Table]:
    """Return the tables among these lines, in order; two rows of two columns are the smallest."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        rows, end = _rows_from(lines, at)
        before = found[-1] if found and found[-1].last == at else None
        goes_on = before is not None and rows and len(before.rows[0].cells) == len(_columns(rows))
        if len(rows) >= 2 or (rows and goes_on):
            found.append(_table(rows, at, end, before.head if before is not None and goes_on else None))
            at = end
        else:
            at += 1
    return found


def _rows_from(lines: Sequence[TextLine], start: int) -> tuple[list[list[Cell]], int]:
    """Return the rows that begin at `start`, each cell over one column, and where they end."""
    rows: list[list[Cell]] = []
    at = start
    while at < len(lines):
        row, end = _row_from(lines, at)
        if len(row) < 2 or (rows and not _fits(row, rows)):
            break
        rows.append(row)
        at = end
    return rows, at


def _row_from(lines: Sequence[TextLine], start: int) -> tuple[list[Cell], int]:
    """Return the cells of the row that begins at `start` and where it ends; no cells where none does."""
    cells = [[lines[start]]]
    at = start + 1
    while at < len(lines) and lines[at].page == lines[start].page:
        line = lines[at]
        others = [other for cell in cells[:-1] for other in cell]
        if _is_below(line, cells[-1][-1]) and not any(_share_column(line, other) for other in others):
            cells[-1].append(line)
        elif _is_beside(line, cells) and not any(
            _share_column(line, other) for cell in cells for other in cell
        ):
            cells.append([line])
        else:
            break
        at += 1
    if not _are_aligned(cells):
        return [], start
    return [tuple(cell) for cell in cells], at


def _is_below(line: TextLine, above: TextLine) -> bool:
    if line.place is None or above.place is None or not line.is_of_size(above.size):
        return False
    step = line.place.top - above.place.top
    return _share_column(line, above) and 0.5 * above.height < step <= _WRAPPED * max(
        line.height, above.height
    )


def _is_beside(line: TextLine, cells: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a line begins the next cell of a row: at the height of one before."""
    if line.place is None:
        return False
    tops = [other.place.top for cell in cells for other in cell if other.place]
    bottoms = [other.place.bottom for cell in cells for other in cell if other.place]
    middle = (line.place.top + line.place.bottom) / 2
    return bool(tops) and min(tops) - line.height / 2 <= middle <= max(bottoms) + line.height / 2


def _share_column(one: TextLine, other: TextLine) -> bool:
    return one.place is not None and other.place is not None and _overlap(one.place, other.place)


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return one.left + _SLACK < other.right and other.left + _SLACK < one.right


def _are_aligned(cells: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a row's cells share their tops or their middles."""
    places = [around([line.place for line in cell if line.place]) for cell in cells if cell[0].place]
    if len(places) < 2:
        return False
    height = min(line.height for cell in cells for line in cell)
    tops = [place.top for place in places]
    middles = [(place.top + place.bottom) / 2 for place in places]
    return min(max(tops) - min(tops), max(middles) - min(middles)) <= _ALIGNED * height


def _fits(row: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row stands under the others: soon after them, each cell over a column of its own."""
    last, first = _place(rows[-1][0]), _place(row[0])
    height = row[0][0].height
    bottom = max(_place(cell).bottom for cell in rows[-1])
    if (
        last.page != first.page
        or not -height <= min(_place(cell).top for cell in row) - bottom <= _ROW_GAP * height
    ):
        return False
    columns = _columns(rows)
    over = [[n for n, column in enumerate(columns) if _overlap(_place(cell), column)] for cell in row]
    taken = [numbers[0] for numbers in over if len(numbers) == 1]
    return all(len(numbers) <= 1 for numbers in over) and len(set(taken)) == len(taken) >= 2


def _columns(rows: Sequence[Sequence[Cell]]) -> list[Rectangle]:
    """Return the columns in the order of reading: that of the fullest row, others after it."""
    columns = [_place(cell) for cell in max(rows, key=len)]
    for row in rows:
        for cell in row:
            over = [n for n, column in enumerate(columns) if _overlap(_place(cell), column)]
            if len(over) == 1:
                columns[over[0]] = around((columns[over[0]], _place(cell)))
            elif not over:
                columns.append(_place(cell))
    return columns


def _table(rows: Sequence[Sequence[Cell]], first: int, last: int, head_before: Row | None) -> Table:
    columns = _columns(rows)
    arranged = [_arranged(row, columns) for row in rows]
    if head_before is not None and _words(arranged[0]) == _words(head_before):
        head: Row | None = arranged[0]
    elif head_before is None and len(arranged) > 1 and _is_head(arranged):
        head = arranged[0]
    else:
        head = None
    body = arranged[1:] if head is not None else arranged
    return Table(first, last, head or head_before, tuple(body))


def _arranged(row: Sequence[Cell], columns: Sequence[Rectangle]) -> Row:
    cells: list[Cell] = [() for _ in columns]
    for cell in row:
        over = [n for n, column in enumerate(columns) if _overlap(_place(cell), column)]
        cells[over[0] if over else 0] = cell
    return Row(tuple(cells))


def _is_head(rows: Sequence[Row]) -> bool:
    """Whether a table's first row names its columns: short words in each, bolder or above figures."""
    head, body = rows[0], rows[1:]
    named = [cell for cell in head.cells if cell]
    if len(named) < len(head.cells) - 1 or not all(_is_worded(cell) for cell in named):
        return False
    if any(len(_text(cell).split()) > _HEAD_WORDS for cell in named):
        return False
    if all(line.is_bold for line in head.lines) and not all(
        line.is_bold for row in body for line in row.lines
    ):
        return True
    has_figures = any(cell and not _is_worded(cell) for row in body for cell in row.cells)
    return has_figures or len(body) >= 2


def _is_worded(cell: Cell) -> bool:
    letters = [character for character in _text(cell) if not character.isspace()]
    return sum(character.isalpha() for character in letters) >= _LETTERS * len(letters)


def _words(row: Row) -> list[str]:
    return [_text(cell) for cell in row.cells]


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)


def _place(cell: Cell) -> Rectangle:
    return around([line.place for line in cell if line.place])
