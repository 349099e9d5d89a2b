"""A text as it is shown where some of its sentences answer: these first and marked, then the others.

No word is changed: an ellipsis stands where something was taken out between two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from contract.fields import Span

ELLIPSIS = "\u2026"  # horizontal ellipsis, where words were cut


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text that is shown; `is_marked`: it is a sentence that answers, or several."""

    text: str
    is_marked: bool = False


def answering_first(text: str, marks: Iterable[Span]) -> tuple[Segment, ...]:
    """The marked sentences, and on a new line the others, each in their order.

    A text that begins with the marked sentences stays as it is; with all of it marked, nothing is.
    """
    standing = parted(text, marks)
    if all(segment.is_marked for segment in standing):
        return (Segment(text),)
    if not any(segment.is_marked for segment in standing[1:]):
        return standing
    first, *more = (segment.text.strip() for segment in standing if segment.is_marked)
    answering = [Segment(first, is_marked=True)]
    for sentence in more:
        answering += [Segment(f" {ELLIPSIS} "), Segment(sentence, is_marked=True)]
    return (*answering, Segment("\n" + _without_the_marked(standing)))


def parted(text: str, marks: Iterable[Span]) -> tuple[Segment, ...]:
    """A text in its own order, cut where marked sentences begin and end: the segments joined are the text.

    Marks between which nothing is said are one, and reach an end outside which nothing is said.
    """
    ends = [0, *(end for run in _runs(text, marks) for end in run), len(text)]
    pieces = [Segment(text[start:end], bool(at % 2)) for at, (start, end) in enumerate(pairwise(ends))]
    return tuple(piece for piece in pieces if piece.text)


def joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments, those that follow one another and look alike as one."""
    alike = groupby(segments, key=lambda segment: segment.is_marked)
    return tuple(Segment("".join(each.text for each in some), is_marked) for is_marked, some in alike)


def _runs(text: str, marks: Iterable[Span]) -> Iterator[Span]:
    """The marks, those between which nothing is said as one, up to an end outside which nothing is said."""
    run: Span | None = None
    for start, end in marks:
        if not _says(text[start:end]):
            continue
        if run is None:
            run = (start if _says(text[:start]) else 0, end)
        elif _says(text[run[1] : start]):
            yield run
            run = (start, end)
        else:
            run = (run[0], end)
    if run is not None:
        yield run if _says(text[run[1] :]) else (run[0], len(text))


def _says(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _without_the_marked(standing: Iterable[Segment]) -> str:
    """The other words in their order; each gap between two keeps the white space that was around it."""
    rest = ""
    for segment in standing:
        if not segment.is_marked:
            before = "" if not rest or rest[-1].isspace() else " "
            after = "" if segment.text[0].isspace() else " "
            rest += f"{before}{ELLIPSIS}{after}{segment.text}" if rest else segment.text
    return rest.strip()
