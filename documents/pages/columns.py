"""Pieces of a page to lines in reading order: columns one after the other, a table's cells row by row.

A corridor is white that runs down through several rows with text on both sides. Prose fills the width between
its edges, and each side is then read whole; a table's cells do not, and are read a row at a time. What stands
in one row with no corridor through it is one line. Distances are in ems.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from documents.pages.lines import PIECE_GAP, Piece, joined

MIN_ROWS = 3  # that a corridor runs through, on each side
MIN_COLUMN_ROWS = 4  # that a column of prose has
COLUMN_FILL = 0.8  # of a column's width, by its full rows
COLUMN_WIDTH = 8.0  # about three words, in its full rows at least
FULL_ROWS = 0.35, 0.5  # of each column of prose, of one of them at least; the others may hold a table
BREAK = 3.0  # leadings between two rows that end a run
CELL_BREAK = 1.12  # leadings between two rows of a table whose cells hold several lines
HEADING_SIZE = 1.15  # of a heading's letters to those around it, at least
LONE_GAP = 4.0  # parts what stands in one row, without any corridor
MARKER_WIDTH = 2.5  # of a list's number, by half of them at least
MARKER_GAP = 3.0  # from a list's number to its text

Row = list[Piece]  # on one baseline, from left to right
Corridor = tuple[float, float]  # its edges


def lines_of(pieces: Sequence[Piece], rtl: bool) -> list[Piece]:
    """Return a page's pieces joined to lines and cells, in reading order."""
    return _ordered(_rows(pieces), rtl)


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda each: each.baseline):
        if rows and piece.baseline - rows[-1][0].baseline < 0.3 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def _ordered(rows: list[Row], rtl: bool) -> list[Piece]:
    lines: list[Piece] = []
    start = 0
    while start < len(rows):
        stop, corridors = _run(rows, start)
        # The last line of a paragraph above a table stands in its way.
        is_above = len(rows[start]) == 1 and len(_run(rows, start + 1)[1]) > len(corridors)
        if not corridors or is_above:
            lines.extend(_one_row(rows[start], rtl))
            start += 1
            continue
        run = rows[start:stop]
        columns = _columns(run, corridors)
        if rtl:
            columns.reverse()
        if _are_prose(columns):
            lines.extend(line for column in columns for line in _ordered(column, rtl))
        elif len(columns) == 2 and _is_list(columns[0], corridors[0]):
            lines.extend(joined(row) for row in run)
        else:
            lines.extend(_cells(run, corridors, rtl))
        start = stop
    return lines


def _run(rows: list[Row], start: int) -> tuple[int, list[Corridor]]:
    """Return where the rows end through which corridors run from `start`, and the corridors, if any."""
    if start + 1 >= len(rows):
        return start + 1, []
    corridors = _gaps([piece for row in rows[start : start + 2] for piece in row])
    stop, corridors_kept = start, []
    leading = _leading(rows[start : start + 12])
    while stop < len(rows) and corridors:
        row = rows[stop]
        if stop > start and row[0].baseline - rows[stop - 1][0].baseline > BREAK * leading:
            break
        if stop > start + 1 and _is_heading(rows, stop, start):
            break
        narrowed = [each for gap in corridors for each in _without(gap, row)]
        if not narrowed:
            break
        corridors = corridors_kept = narrowed
        stop += 1
    run = rows[start:stop]
    kept = [gap for gap in corridors_kept if min(map(len, _sides(run, gap))) >= MIN_ROWS]
    if not kept:
        return start + 1, []
    stop = start + _without_tail(run, max(kept, key=lambda each: each[1] - each[0]))
    return stop, kept


def _is_heading(rows: list[Row], place: int, start: int) -> bool:
    """Tell whether a row stands alone, in larger type, with white above and below on the whole width."""
    row = rows[place]
    size = median(other[0].size for other in rows[start:place])
    if len(row) > 1 or row[0].size < HEADING_SIZE * size:
        return False
    top, bottom = row[0].baseline - row[0].size, row[0].baseline + 0.4 * row[0].size
    after = rows[place + 1] if place + 1 < len(rows) else []
    return all(piece.bottom < top for piece in rows[place - 1]) and all(piece.top > bottom for piece in after)


def _gaps(pieces: Sequence[Piece]) -> list[Corridor]:
    """Return the white between pieces, seen from above."""
    gaps: list[Corridor] = []
    reach = float("inf")
    for piece in sorted(pieces, key=lambda each: each.left):
        if piece.left - reach > PIECE_GAP * piece.size:
            gaps.append((reach, piece.left))
        reach = piece.right if reach == float("inf") else max(reach, piece.right)
    return gaps


def _without(gap: Corridor, row: Row) -> list[Corridor]:
    """Return the widest part of a corridor that a row leaves free, [] where that is too narrow."""
    parts = [gap]
    for piece in row:
        parts = [
            part
            for left, right in parts
            for part in ((left, min(right, piece.left)), (max(left, piece.right), right))
            if part[1] - part[0] > PIECE_GAP * piece.size
        ]
    parts = list(dict.fromkeys(parts))
    return [max(parts, key=lambda each: each[1] - each[0])] if parts else []


def _sides(rows: list[Row], corridor: Corridor) -> tuple[list[Row], list[Row]]:
    """Return the rows left and right of a corridor, without empty ones."""
    middle = (corridor[0] + corridor[1]) / 2
    left = [[piece for piece in row if piece.right <= middle] for row in rows]
    right = [[piece for piece in row if piece.right > middle] for row in rows]
    return [row for row in left if row], [row for row in right if row]


def _columns(run: list[Row], corridors: list[Corridor]) -> list[list[Row]]:
    """Return the rows between corridors, columns from left to right, without empty rows."""
    edges = sorted((left + right) / 2 for left, right in corridors)
    parts = [_by_column(row, edges) for row in run]
    return [[part for part in column if part] for column in zip(*parts, strict=True)]


def _without_tail(run: list[Row], corridor: Corridor) -> int:
    """Return how many rows of a run to keep: not a heading, or text, that stands below one side alone."""
    left, right = _sides(run, corridor)
    last_of_both = min(run.index(_row_of(run, left[-1])), run.index(_row_of(run, right[-1])))
    size = median(row[0].size for row in run)
    leading = max(_leading(left), _leading(right))
    for place in range(last_of_both + 1, len(run)):
        row = run[place]
        if row[0].size > HEADING_SIZE * size or row[0].baseline - run[place - 1][0].baseline > 1.6 * leading:
            return place
    return len(run)


def _row_of(run: list[Row], part: Row) -> Row:
    return next(row for row in run if part[0] in row)


def _leading(rows: list[Row]) -> float:
    """Return the usual distance between two baselines, of lines rather than of paragraphs."""
    steps = sorted(after[0].baseline - before[0].baseline for before, after in pairwise(rows))
    em = median(row[0].size for row in rows)
    steps = [step for step in steps if step > 0.8 * em]
    return steps[len(steps) // 4] if steps else 1.5 * em


def _extent(row: Row) -> float:
    return row[-1].right - row[0].left


def _are_prose(columns: list[list[Row]]) -> bool:
    shares = [_full_rows(column) for column in columns]
    return min(shares) >= FULL_ROWS[0] and max(shares) >= FULL_ROWS[1]


def _full_rows(column: list[Row]) -> float:
    """Return the share of a column's rows that fill its width, 0 where it has too few."""
    if len(column) < MIN_COLUMN_ROWS:
        return 0.0
    width = max(row[-1].right for row in column) - min(row[0].left for row in column)
    least = max(COLUMN_FILL * width, COLUMN_WIDTH * median(row[0].size for row in column))
    return sum(_extent(row) >= least for row in column) / len(column)


def _is_list(first: list[Row], corridor: Corridor) -> bool:
    """Tell whether one side holds the numbers or bullets of a list."""
    em = median(row[0].size for row in first)
    width = median(_extent(row) for row in first)
    return width <= MARKER_WIDTH * em and corridor[1] - corridor[0] <= MARKER_GAP * em


def _cells(run: list[Row], corridors: list[Corridor], rtl: bool) -> list[Piece]:
    """Return a table's cells, row by row; a cell of several lines is read whole."""
    edges = sorted((left + right) / 2 for left, right in corridors)
    parts = [_by_column(row, edges) for row in run]
    lines: list[Piece] = []
    for start, stop in _bands(run, parts):
        columns = range(len(edges) + 1)
        for column in reversed(columns) if rtl else columns:
            lines.extend(joined(part[column]) for part in parts[start:stop] if part[column])
    return lines


def _by_column(row: Row, edges: Sequence[float]) -> list[Row]:
    columns: list[Row] = [[] for _ in range(len(edges) + 1)]
    for piece in row:
        middle = (piece.left + piece.right) / 2
        columns[sum(edge < middle for edge in edges)].append(piece)
    return columns


def _bands(run: list[Row], parts: list[list[Row]]) -> list[tuple[int, int]]:
    """Return the rows of text, from and to, that each row of a table has; its cells may be centred."""
    steps = []
    for column in zip(*parts, strict=True):
        baselines = [part[0].baseline for part in column if part]
        steps += [after - before for before, after in pairwise(baselines)]
    leading = min(steps, default=0.0)
    starts = [
        place
        for place in range(1, len(run))
        if run[place][0].baseline - run[place - 1][0].baseline > CELL_BREAK * leading
    ]
    if starts[:1] == [1] and sum(map(bool, parts[0])) == 1:
        # A line of text above the table, which says nothing of the table's rows.
        return [(0, 1), *((start + 1, stop + 1) for start, stop in _bands(run[1:], parts[1:]))]
    if not starts or all(all(part) for part in parts):
        starts = list(range(1, len(run)))
    return list(zip([0, *starts], [*starts, len(run)], strict=True))


def _one_row(row: Row, rtl: bool) -> list[Piece]:
    """Return a row's pieces as one line, or as several where they stand far apart."""
    groups: list[list[Piece]] = [[row[0]]]
    for piece in row[1:]:
        if piece.left - groups[-1][-1].right > LONE_GAP * piece.size:
            groups.append([])
        groups[-1].append(piece)
    lines = [joined(group) for group in groups]
    return lines[::-1] if rtl else lines
