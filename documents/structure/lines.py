"""A file's lines with what tells their roles: their words after repairs, their place, their column."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from arabic import display_form, has_arabic
from documents.extraction import Extraction, Page
from documents.passage import Rectangle
from documents.repaired import Repaired
from documents.structure.markers import Marker, is_bare_marker, marker_of

SAME_SIZE = 0.08  # share by which the size of letters differs within one style
_SLACK = 0.01  # of the page's width, by which letters' widths are misjudged
_REACHES = 0.15  # share of a column's lines that reach its edge, at least
_SENTENCE_ENDS = ".!?\u061f\u2026"
_CLOSING = ')]\u00bb"\u201d '


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line, its place as shares of the page; `edge` is where its column ends, in reading direction.

    `text` is its display form after repairs; columns are counted on each page.
    """

    page: int
    start: int
    end: int
    text: str
    place: Rectangle | None
    size: float
    is_bold: bool
    is_scanned: bool
    marker: Marker | None
    edge: float | None = None
    column: int = 0

    @property
    def is_right_to_left(self) -> bool:
        return has_arabic(self.text)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        return self.text.rstrip(_CLOSING).endswith(tuple(_SENTENCE_ENDS))

    @property
    def height(self) -> float:
        return 0.0 if self.place is None else self.place.bottom - self.place.top

    def is_of_size(self, size: float) -> bool:
        """Whether its letters are of this size; an unknown size is any."""
        return not (size and self.size) or abs(self.size - size) <= SAME_SIZE * max(size, self.size)

    def leaves_room_for(self, following: "TextLine") -> bool | None:
        """Whether what begins the following line would have fit on this one; None where places are unknown.

        After the end of a sentence that is one word, else two: lines that are not justified end unevenly.
        """
        if self.place is None or following.place is None or self.edge is None or not following.text:
            return None
        room = self.place.left - self.edge if self.is_right_to_left else self.edge - self.place.right
        words = " ".join(following.text.split()[: 1 if self.ends_sentence else 2])
        share = (len(words) + 1) / len(following.text)
        return room > (following.place.right - following.place.left) * share + _SLACK


def lines_of(extraction: Extraction) -> list[TextLine]:
    """Return the lines of all pages that are not held back, in the order of the text."""
    repaired = Repaired(extraction.text, extraction.repairs)
    pages = [page for page in extraction.pages if page.verdict != "held_back"]
    return [line for page in pages for line in _with_their_markers(_of_page(page, repaired))]


def body_size(lines: Sequence[TextLine]) -> float:
    """Return the size of most letters, 0 where sizes are unknown."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def usual_step(lines: Sequence[TextLine], size: float) -> float:
    """Return the usual distance from a line's top to the next one's, as a share of the page; 0 if unknown."""
    steps = [
        step
        for before, line in itertools.pairwise(lines)
        if line.is_of_size(size) and before.is_of_size(size) and (step := step_between(before, line)) > 0
    ]
    return median(sorted(steps)[: max(1, len(steps) * 3 // 4)]) if steps else 0.0


def step_between(before: TextLine, line: TextLine) -> float:
    """Return how far a line stands below another, -1 where it stands elsewhere or places are unknown."""
    if before.place is None or line.place is None or (before.page, before.column) != (line.page, line.column):
        return -1.0
    return line.place.top - before.place.top


def with_columns(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines with their columns, counted on each page, and the edge at which each column ends."""
    found: list[TextLine] = []
    column: list[TextLine] = []
    number = 0
    for line in [*lines, None]:
        if column and (line is None or line.page != column[-1].page or _is_next_column(column[-1], line)):
            found.extend(_with_edges(column, number))
            number = number + 1 if line is not None and line.page == column[-1].page else 0
            column = []
        if line is not None:
            column.append(line)
    return found


def _is_next_column(before: TextLine, line: TextLine) -> bool:
    if before.place is None or line.place is None:
        return False
    return line.place.top < before.place.top - 2 * max(line.height, before.height)


def _with_edges(column: Sequence[TextLine], number: int) -> list[TextLine]:
    lefts = sorted(line.place.left for line in column if line.place)
    rights = sorted((line.place.right for line in column if line.place), reverse=True)
    place = int(len(lefts) * _REACHES)
    if not lefts:
        return [replace(line, column=number) for line in column]
    return [
        replace(line, column=number, edge=lefts[place] if line.is_right_to_left else rights[place])
        for line in column
    ]


def _of_page(page: Page, repaired: Repaired) -> list[TextLine]:
    found = []
    for line in sorted(page.lines, key=lambda line: line.start):
        text = display_form(repaired.published(line.start, line.end))
        if text:
            found.append(
                TextLine(
                    page=page.number,
                    start=line.start,
                    end=line.end,
                    text=text,
                    place=line.place,
                    size=line.size,
                    is_bold=line.is_bold,
                    is_scanned=page.verdict == "scanned",
                    marker=marker_of(text),
                )
            )
    return found


def _with_their_markers(lines: Sequence[TextLine]) -> list[TextLine]:
    """Join what is a marker alone, set apart by a wide gap, to the line beside it."""
    found: list[TextLine] = []
    for line in lines:
        before = found[-1] if found else None
        if before is not None and before.place and line.place and is_bare_marker(before.text):
            shared = min(before.place.bottom, line.place.bottom) - max(before.place.top, line.place.top)
            if shared > 0:
                text = f"{before.text} {line.text}"
                found[-1] = replace(
                    line,
                    start=before.start,
                    text=text,
                    place=around((before.place, line.place)),
                    marker=marker_of(text),
                )
                continue
        found.append(line)
    return found


def around(places: Sequence[Rectangle]) -> Rectangle:
    """Return the smallest rectangle around these, which are of one page."""
    return Rectangle(
        places[0].page,
        min(place.left for place in places),
        min(place.top for place in places),
        max(place.right for place in places),
        max(place.bottom for place in places),
    )
