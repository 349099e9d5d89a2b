"""Lines joined into headings, items and paragraphs, over line, column and page breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.extraction import BlockKind
from documents.structure.headings import style_of
from documents.structure.lines import TextLine, step_between

PARAGRAPH_GAP = 1.35  # usual steps between two lines from which on a new paragraph begins
_SENTENCE_GAP = 1.15  # the same, where the line above ends a sentence
_HEADING_GAP = 2.2  # heights of a line between the lines of one heading, at most
_WORDS_OF_A_HEADING = 30


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one block."""

    kind: BlockKind
    lines: tuple[TextLine, ...]


def groups_of(lines: Sequence[tuple[TextLine, bool]], step: float) -> list[Group]:
    """Return the blocks of these lines, each told whether it is a heading; `step` is the usual line step."""
    groups: list[Group] = []
    for line, is_heading in lines:
        last = groups[-1] if groups else None
        if is_heading:
            kind: BlockKind = "heading"
            joins = last is not None and last.kind == "heading" and _goes_on_heading(last, line)
        else:
            joins = last is not None and last.kind != "heading" and _goes_on(last, line, step)
            kind = "item" if _begins_item(line) else "paragraph"
        if joins and last is not None:
            groups[-1] = Group(last.kind, (*last.lines, line))
        else:
            groups.append(Group(kind, (line,)))
    return groups


def _begins_item(line: TextLine) -> bool:
    return line.marker is not None and line.marker.kind != "part"


def _goes_on_heading(group: Group, line: TextLine) -> bool:
    before = group.lines[-1]
    step = step_between(before, line)
    words = sum(each.words for each in group.lines) + line.words
    return (
        style_of(before)[0] == style_of(line)[0]
        and before.is_bold == line.is_bold
        and line.marker is None
        and not before.text.endswith(":")
        and 0 < step <= _HEADING_GAP * max(before.height, line.height)
        and words <= _WORDS_OF_A_HEADING
    )


def _goes_on(group: Group, line: TextLine, step: float) -> bool:
    """Whether a line goes on with a paragraph or item."""
    before = group.lines[-1]
    if not line.is_of_size(before.size):
        return False
    if line.marker is not None and _is_new(group, before, line, step):
        return False
    if group.kind == "item" and len(group.lines) == 1 and before.text.endswith(":") and line.marker is None:
        return True  # an item's own heading, and its text below
    between = step_between(before, line)
    has_room = before.leaves_room_for(line)
    if between >= 0:
        if step and between > PARAGRAPH_GAP * max(step, before.height):
            return False
        if before.ends_sentence and step and between > _SENTENCE_GAP * max(step, before.height):
            return False
        if has_room:
            return False
        return not (before.ends_sentence and _is_indented(before, line))
    return not before.ends_sentence and not before.text.endswith(":") and not has_room


def _is_new(group: Group, before: TextLine, line: TextLine, step: float) -> bool:
    """Whether a numbering or bullet opens something: the next of its kind, or after what has ended."""
    marker = line.marker
    if marker is None:
        return False
    opening = group.lines[0].marker
    if opening is not None and opening.kind == marker.kind:
        is_bullet = marker.kind == "bullet" and group.lines[0].text[0] == line.text[0]
        return is_bullet or marker.value == opening.value + 1 or before.ends_sentence
    if before.ends_sentence or before.text.endswith((":", "\u061b")) or before.leaves_room_for(line) is True:
        return True
    between = step_between(before, line)
    return between > PARAGRAPH_GAP * step > 0 or (between < 0 and before.place is None)


def _is_indented(before: TextLine, line: TextLine) -> bool:
    """Whether a line begins further in than the one above it."""
    if before.place is None or line.place is None:
        return False
    if line.is_right_to_left:
        return before.place.right - line.place.right > line.height
    return line.place.left - before.place.left > line.height
