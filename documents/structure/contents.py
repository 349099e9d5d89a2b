"""Tables of contents: lines that end with a page's number after dots, or under such a heading."""

import re
from collections.abc import Sequence

from documents.structure.lines import TextLine
from documents.structure.markers import is_contents_heading

_LEADER = re.compile(r"(?:[.\u2026\u00b7_]\s?){4,}")  # dots, ellipses, middle dots or lines between two words
_ENDS_WITH_NUMBER = re.compile(r"[^\W\d_].*\s[0-9\u0660-\u0669\u06f0-\u06f9]{1,4}$", re.DOTALL)
_FEWEST = 3  # lines with dots that are a table of contents without a heading
_MISSES = 1  # lines in a row that do not look like one: the first half of a long entry


def contents_lines(lines: Sequence[TextLine]) -> set[int]:
    """Return the places of the lines of tables of contents, their headings with them."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        if place in found:
            continue
        is_headed = is_contents_heading(line.text)
        end = _end_of_entries(lines, place + is_headed)
        entries = end - place - is_headed
        if entries >= (1 if is_headed else _FEWEST):
            found.update(range(place, end))
    return found


def looks_like_an_entry(text: str, is_headed: bool) -> bool:
    """Whether a line is one of a table of contents; one without dots only under its heading."""
    if _LEADER.search(text):
        return True
    return is_headed and len(text.split()) <= 20 and _ENDS_WITH_NUMBER.search(text) is not None


def _end_of_entries(lines: Sequence[TextLine], start: int) -> int:
    """Return the place after the last of the entries that begin at `start`."""
    is_headed = start > 0 and is_contents_heading(lines[start - 1].text)
    end, misses = start, 0
    for place in range(start, len(lines)):
        if looks_like_an_entry(lines[place].text, is_headed):
            end, misses = place + 1, 0
        else:
            misses += 1
            if misses > _MISSES or (place == start and not is_headed):
                break
    return end
