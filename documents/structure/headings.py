"""Which lines are headings, by size, weight and numbering, and of which level."""

from collections.abc import Mapping, Sequence

from documents.structure.lines import TextLine, step_between

LARGER = 1.12  # times the body's size
MOST_WORDS = 20
_MOST_WORDS_OF_NUMBERED = 14
_WORDS_OF_A_PLAIN_ONE = 8
_WORDS_OF_A_TEXT = 7  # in the first line below such a heading, at least
_BOLD_SHARE = 0.4  # of the letters: a file mostly in bold says nothing by it
_NO_ENDS = (".", "\u060c", "\u061b", ",", ";")  # full stop, Arabic comma and semicolon
_GAP = 1.3  # usual steps above a heading that neither size nor weight shows

Style = tuple[float, int, bool]  # size downwards, rank of the numbering, whether it is not bold


def headings_of(lines: Sequence[TextLine], size: float, step: float) -> set[int]:
    """Return the places of the lines that are headings or parts of one.

    Where neither size, weight nor numbering shows any, short lines above longer text are.
    """
    letters = sum(len(line.text) for line in lines)
    bold = sum(len(line.text) for line in lines if line.is_bold)
    weight_tells = bold <= _BOLD_SHARE * letters
    found: set[int] = set()
    plain: set[int] = set()
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        after = lines[place + 1] if place + 1 < len(lines) else None
        if _is_heading(line, before, after, size, step, weight_tells):
            found.add(place)
        elif after is not None and _stands_as_one(line, before, after, step):
            plain.add(place)
    return found or plain


def level_of(styles: Sequence[Style]) -> Mapping[Style, int]:
    """Return the level of each style, from 1: by size, then numbering, then weight."""
    return {style: level for level, style in enumerate(sorted(set(styles)), start=1)}


def style_of(line: TextLine) -> Style:
    """Return what headings of one level have in common."""
    return (-round(line.size * 2) / 2, _rank(line), not line.is_bold)


def _is_heading(
    line: TextLine,
    before: TextLine | None,
    after: TextLine | None,
    size: float,
    step: float,
    weight_tells: bool,
) -> bool:
    if line.words > MOST_WORDS or not any(character.isalpha() for character in line.text):
        return False
    kind = line.marker.kind if line.marker else ""
    if line.text.endswith(_NO_ENDS) and kind != "part":
        return False
    if size and line.size >= LARGER * size:
        return True
    is_bold = line.is_bold and weight_tells
    if kind in ("number", "letter", "bullet"):
        return (
            is_bold
            and kind != "bullet"
            and after is not None
            and _is_plain_text(after)
            and _opens(line, before, step)
        )
    if is_bold:
        return _opens(line, before, step) or (before is not None and before.is_bold)
    if line.words > _MOST_WORDS_OF_NUMBERED or after is None or not _opens(line, before, step):
        return False
    if kind == "part":
        return True
    is_short = line.leaves_room_for(after)
    if kind == "decimal":
        return (is_short is not False and after.marker is None) or (
            after.marker is not None and after.marker.kind == kind
        )
    if kind == "counting":
        return is_short is not False and (after.marker is None or after.marker.kind != "counting")
    return False


def _stands_as_one(line: TextLine, before: TextLine | None, after: TextLine, step: float) -> bool:
    """Whether a short line that is no sentence stands alone above a text that fills its lines."""
    return (
        line.words <= _WORDS_OF_A_PLAIN_ONE
        and after.words > line.words
        and after.words >= _WORDS_OF_A_TEXT
        and line.marker is None
        and after.marker is None
        and not line.text.endswith((*_NO_ENDS, ":", "!"))
        and any(character.isalpha() for character in line.text)
        and not any(character.isdigit() for character in line.text)
        and _opens(line, before, step)
        and line.leaves_room_for(after) is True
    )


def _is_plain_text(line: TextLine) -> bool:
    return not line.is_bold and (line.marker is None or line.marker.kind in ("bullet", "letter", "number"))


def _opens(line: TextLine, before: TextLine | None, step: float) -> bool:
    """Whether something new begins with a line: after a gap, on a new page, after one that has ended."""
    if before is None or before.ends_sentence or before.text.endswith(":"):
        return True
    between = step_between(before, line)
    if between < 0:
        return before.place is None or before.page != line.page or before.leaves_room_for(line) is not False
    return between > _GAP * step > 0 or before.leaves_room_for(line) is True


def _rank(line: TextLine) -> int:
    """Return how far out a heading's numbering stands: parts, then counting words, numbers, letters, none."""
    if line.marker is None:
        return 20
    kind = line.marker.kind
    ranks = {
        "part": line.marker.depth,
        "counting": 7,
        "decimal": 8 + line.marker.depth,
        "number": 9,
        "letter": 15,
    }
    return ranks.get(kind, 20)
