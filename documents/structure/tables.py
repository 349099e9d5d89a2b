"""Tables: lines that stand side by side in columns, row under row."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.passage import Rectangle
from documents.structure.lines import TextLine, around

_BESIDE = 0.5  # share of the smaller height by which lines of one row overlap
_MOST_COLUMNS = 12
_ROW_GAP = 4.0  # heights of a line between a row and the next, at most
_WRAPPED = 0.9  # of the usual step between a table's bands: nearer ones are one row's lines
_HEAD_LETTERS = 0.5  # share of letters that a head's cells have at least


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: the lines of each cell, in order of the columns; a cell may have none."""

    cells: tuple[tuple[TextLine, ...], ...]

    @property
    def lines(self) -> list[TextLine]:
        return sorted((line for cell in self.cells for line in cell), key=lambda line: line.start)


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page: `first` and `last` are its lines' places; `head` is its first row, if it is one."""

    first: int
    last: int
    head: Row | None
    rows: tuple[Row, ...]


def tables_of(lines: Sequence[TextLine]) -> list[Table]:
    """Return the tables among these lines, in order; two rows of two columns are the smallest."""
    found = []
    bands = _bands(lines)
    place = 0
    while place < len(bands):
        end = _end_of_table(bands, place, lines)
        if end - place >= 2:
            found.append(_table(bands[place:end], lines))
            place = end
        else:
            place += 1
    return found


Band = tuple[int, int]  # lines[first:last] that stand side by side


def _bands(lines: Sequence[TextLine]) -> list[Band]:
    bands: list[Band] = []
    for place, line in enumerate(lines):
        if bands and all(_are_beside(lines[other], line) for other in range(*bands[-1])):
            bands[-1] = (bands[-1][0], place + 1)
        else:
            bands.append((place, place + 1))
    return bands


def _are_beside(one: TextLine, other: TextLine) -> bool:
    """Whether two lines of a page stand at one height, and neither over the other."""
    if one.place is None or other.place is None or one.page != other.page:
        return False
    shared = min(one.place.bottom, other.place.bottom) - max(one.place.top, other.place.top)
    apart = one.place.right <= other.place.left or other.place.right <= one.place.left
    return apart and shared >= _BESIDE * min(one.height, other.height) > 0


def _end_of_table(bands: Sequence[Band], start: int, lines: Sequence[TextLine]) -> int:
    """Return the band after the table that begins at `start`; `start` where none does."""
    if _cells(bands[start]) < 2:
        return start
    columns = [lines[place].place for place in range(*bands[start])]
    last_full = end = start + 1
    while end < len(bands):
        if not _follows(bands[end - 1], bands[end], lines) or not _fits(bands[end], columns, lines):
            break
        if _cells(bands[end]) >= 2:
            columns = _widened(columns, bands[end], lines)
            last_full = end + 1
        end += 1
    return end if end > last_full and _is_wrapped_tail(bands, last_full, end, lines) else last_full


def _cells(band: Band) -> int:
    return band[1] - band[0]


def _follows(before: Band, band: Band, lines: Sequence[TextLine]) -> bool:
    above = [lines[place] for place in range(*before)]
    below = [lines[place] for place in range(*band)]
    if above[0].page != below[0].page:
        return False
    gap = min(_top(line) for line in below) - max(_bottom(line) for line in above)
    height = max(line.height for line in above + below)
    return -height <= gap <= _ROW_GAP * height


def _fits(band: Band, columns: Sequence[Rectangle | None], lines: Sequence[TextLine]) -> bool:
    """Whether each line lies over exactly one column, no two over the same."""
    taken = []
    for place in range(*band):
        over = [number for number, column in enumerate(columns) if _overlaps(lines[place].place, column)]
        if len(over) > 1 or (not over and len(columns) >= _MOST_COLUMNS):
            return False
        taken.extend(over)
    return len(set(taken)) == len(taken) and bool(taken) and (len(taken) >= 2 or _cells(band) == 1)


def _overlaps(one: Rectangle | None, other: Rectangle | None) -> bool:
    return one is not None and other is not None and one.left < other.right and other.left < one.right


def _widened(
    columns: Sequence[Rectangle | None], band: Band, lines: Sequence[TextLine]
) -> list[Rectangle | None]:
    """Return the columns with this band's lines in them; a line over none begins one."""
    widened = list(columns)
    for line in (lines[place] for place in range(*band)):
        over = [number for number, column in enumerate(columns) if _overlaps(line.place, column)]
        if not over:
            widened.append(line.place)
        elif (column := widened[over[0]]) is not None and line.place is not None:
            widened[over[0]] = around((column, line.place))
    return widened


def _is_wrapped_tail(bands: Sequence[Band], full: int, end: int, lines: Sequence[TextLine]) -> bool:
    """Whether the single lines after a table's last full row go on with its cells, and not with the text."""
    tops = [min(_top(lines[place]) for place in range(*band)) for band in bands[full - 1 : end]]
    height = lines[bands[full - 1][0]].height
    return all(below - above <= 1.6 * height for above, below in zip(tops, tops[1:], strict=False))


def _table(bands: Sequence[Band], lines: Sequence[TextLine]) -> Table:
    columns: list[Rectangle | None] = [lines[place].place for place in range(*bands[0])]
    for band in bands[1:]:
        if _cells(band) >= 2:
            columns = _widened(columns, band, lines)
    is_right_to_left = 2 * sum(lines[place].is_right_to_left for band in bands for place in range(*band)) >= sum(
        map(_cells, bands)
    )
    columns.sort(key=lambda column: column.left if column else 0.0, reverse=is_right_to_left)
    rows = [_row(group, columns, lines) for group in _rows(bands, lines)]
    head = rows[0] if len(rows) > 1 and _is_head(rows) else None
    return Table(bands[0][0], bands[-1][1], head, tuple(rows[1:] if head else rows))


def _rows(bands: Sequence[Band], lines: Sequence[TextLine]) -> list[list[Band]]:
    """Join the bands of one row: those nearer to the one above than the table's rows are to each other."""
    gaps = [
        min(_top(lines[place]) for place in range(*band)) - min(_top(lines[place]) for place in range(*before))
        for before, band in zip(bands, bands[1:], strict=False)
    ]
    widest = max(gaps, default=0.0)
    most = max(map(_cells, bands))
    rows = [[bands[0]]]
    for band, gap in zip(bands[1:], gaps, strict=True):
        is_part = _cells(band) < most or any(_cells(each) < most for each in rows[-1])
        if _cells(band) == 1 or (is_part and gap < _WRAPPED * widest):
            rows[-1].append(band)
        else:
            rows.append([band])
    return rows


def _row(group: Sequence[Band], columns: Sequence[Rectangle | None], lines: Sequence[TextLine]) -> Row:
    cells: list[list[TextLine]] = [[] for _ in columns]
    for place in (place for band in group for place in range(*band)):
        over = [number for number, column in enumerate(columns) if _overlaps(lines[place].place, column)]
        cells[over[0] if over else 0].append(lines[place])
    return Row(tuple(map(tuple, cells)))


def _is_head(rows: Sequence[Row]) -> bool:
    """Whether a table's first row names its columns: words in each cell, bolder, or above figures."""
    head = rows[0]
    if any(not cell for cell in head.cells[1:]) or not all(_is_worded(cell) for cell in head.cells if cell):
        return False
    is_bolder = all(line.is_bold for line in head.lines) and not all(line.is_bold for line in rows[1].lines)
    columns = range(len(head.cells))
    has_figures = any(
        any(row.cells[column] and not _is_worded(row.cells[column]) for row in rows[1:]) for column in columns
    )
    is_short = all(len(line.text.split()) <= 6 for line in head.lines)
    return is_bolder or (is_short and (has_figures or len(rows) > 2))


def _is_worded(cell: Sequence[TextLine]) -> bool:
    text = "".join(line.text for line in cell)
    return sum(character.isalpha() for character in text) >= _HEAD_LETTERS * len(text.replace(" ", ""))


def _top(line: TextLine) -> float:
    return 0.0 if line.place is None else line.place.top


def _bottom(line: TextLine) -> float:
    return 0.0 if line.place is None else line.place.bottom
