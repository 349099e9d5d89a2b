"""Running headers, footers and page numbers: what stands at the same place on page after page."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from arabic import search_key
from documents.structure.lines import TextLine
from documents.structure.markers import is_page_number

MARGIN = 0.14  # share of a page's height, above and below, where they stand
OUTERMOST = 3  # lines from the top and from the bottom that may be one
SAME_PLACE = 0.015  # share of the height
_FEW_PAGES = 5  # up to so many, a line is running from the second page on that has it
_NUMBERS = re.compile(r"\d+")


def running_lines(lines: Sequence[TextLine], pages: int, others: Collection[int] = ()) -> dict[int, str]:
    """Return the places in `lines` of those that belong to the page and not to the text, and their kind.

    Kinds: "running" (header or footer) and "page_number". `pages` is how many the file has; `others` are
    places of lines that are neither.
    """
    outer = [place for place in _outer(lines) if place not in others]
    found: dict[int, str] = {}
    alike: dict[str, list[int]] = defaultdict(list)
    for place in outer:
        alike[_NUMBERS.sub("#", search_key(lines[place].text))].append(place)
    needed = 2 if pages <= _FEW_PAGES else 3
    for key, places in alike.items():
        if key:
            for group in _at_one_place(lines, places):
                if len({lines[place].page for place in group}) >= needed:
                    found.update(dict.fromkeys(group, "running"))
    alone = [place for place in outer if is_page_number(lines[place].text) and _is_alone(lines, place, found)]
    return found | dict.fromkeys(alone, "page_number")


def is_in_margin(line: TextLine) -> bool:
    """Whether a line stands so high or so low that it may be a running one."""
    return not MARGIN < _middle(line) < 1 - MARGIN


def _outer(lines: Sequence[TextLine]) -> list[int]:
    """Return the places of the lines at the top and the bottom of each page."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        by_page[line.page].append(place)
    found: list[int] = []
    for places in by_page.values():
        if any(lines[place].place is None for place in places):
            edges = {*places[:1], *places[-1:]}
            found.extend(place for place in places if place in edges)
            continue
        by_height = sorted(places, key=lambda place: _top(lines[place]))
        edges = {*by_height[:OUTERMOST], *by_height[-OUTERMOST:]}
        found.extend(place for place in places if place in edges and is_in_margin(lines[place]))
    return found


def _at_one_place(lines: Sequence[TextLine], places: Sequence[int]) -> list[list[int]]:
    """Part the places of equal lines into groups that stand at one height."""
    groups: list[list[int]] = []
    for place in sorted(places, key=lambda place: _middle(lines[place])):
        if groups and _middle(lines[place]) - _middle(lines[groups[-1][-1]]) <= SAME_PLACE:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _is_alone(lines: Sequence[TextLine], place: int, running: dict[int, str]) -> bool:
    """Whether nothing but running lines stands beside a line; a table's last row is no page's number."""
    line = lines[place]
    if line.place is None:
        return True
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(lines) and lines[at].page == line.page:
            if at not in running and abs(_middle(lines[at]) - _middle(line)) < SAME_PLACE / 2:
                return False
            at += step
    return True


def _top(line: TextLine) -> float:
    return 0.0 if line.place is None else line.place.top


def _middle(line: TextLine) -> float:
    return 0.0 if line.place is None else (line.place.top + line.place.bottom) / 2
