"""Whole sections as an answer: all points, their number, headings, a few, or sections side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions.answer import Answer
from actions.buttons import label_of, passage_buttons
from actions.evidence import Citation, Point
from actions.layout import ELLIPSIS, headed, item_line, place_of, summary_line
from actions.shape import WHOLE, Shape
from index import Index, Passage

Line = Callable[[int, Passage], str]


def list_sections(index: Index, overviews: Sequence[Passage], shape: Shape = WHOLE) -> Answer:
    """The points of these sections in order, in the form asked for; never more than the source lists."""
    points = [point for overview in overviews for point in index.points(overview.id)]
    if shape.form == "first" and 0 < shape.number < len(points):
        points = points[: shape.number]
        overviews = [overview for overview in overviews if any(p.section_id == overview.id for p in points)]
    summed = shape.form == "summary"
    first, *_ = blocks = _blocks(index, overviews, points, summary_line if summed else item_line)
    if summed and len(blocks) > 1:
        blocks = [("", f"{label_of(o)}:\n{items}") for o, (_, items) in zip(overviews, blocks, strict=True)]
    opening, items = first[0], blocks[0][1]
    rest = [part for block in blocks[1:] for part in block]
    return Answer(
        kind="list",
        response=_response(shape, points, index.points(overviews[-1].id)),
        variables={
            "opening": opening,
            "items": "\n\n".join(part for part in (items, *rest) if part),
            "count": str(len(points)),
            "citation": _places(index, overviews),
        },
        buttons=passage_buttons(points),
        points=tuple(map(Point.of, points)),
        citations=_citations(index, overviews),
    )


def list_rest(index: Index, points: Sequence[Passage]) -> Answer:
    """These points, each under the number that it has among all points of its sections."""
    overviews = [index.passage(id_) for id_ in dict.fromkeys(point.section_id for point in points)]
    counted = tuple(point.id for overview in overviews for point in index.points(overview.id))
    return Answer(
        kind="list",
        response="utter_answer_rest",
        variables={
            "items": "\n".join(item_line(counted.index(point.id) + 1, point) for point in points),
            "citation": _places(index, overviews),
        },
        buttons=passage_buttons(points),
        points=tuple(map(Point.of, points)),
        citations=_citations(index, overviews),
        counted=counted,
    )


def compare_sections(index: Index, overviews: Sequence[Passage]) -> Answer:
    """The sections one after another, each under its heading, numbered through."""
    points = [point for overview in overviews for point in index.points(overview.id)]
    blocks = zip(overviews, _blocks(index, overviews, points, item_line), strict=True)
    return Answer(
        kind="comparison",
        response="utter_answer_comparison",
        variables={
            "sections": "\n\n".join(f"{label_of(overview)}:\n{items}" for overview, (_, items) in blocks),
            "citation": _places(index, overviews),
        },
        buttons=passage_buttons(points),
        points=tuple(map(Point.of, points)),
        citations=_citations(index, overviews),
    )


def compare_points(index: Index, points: Sequence[Passage]) -> Answer:
    """Single points one after another, each whole, numbered, cited by its place."""
    lines = [f"{number}. {headed(point, point.text)}" for number, point in enumerate(points, start=1)]
    return Answer(
        kind="comparison",
        response="utter_answer_comparison",
        variables={"sections": "\n\n".join(lines), "citation": _places(index, points)},
        buttons=passage_buttons(points),
        points=tuple(map(Point.of, points)),
        citations=_citations(index, points),
    )


def _blocks(
    index: Index, overviews: Sequence[Passage], points: Sequence[Passage], line: Line
) -> list[tuple[str, str]]:
    """For each section its opening and the lines of those of its points that are shown."""
    numbers = {point.id: number for number, point in enumerate(points, start=1)}
    return [
        (
            overview.text,
            "\n".join(line(numbers[p.id], p) for p in index.points(overview.id) if p.id in numbers),
        )
        for overview in overviews
    ]


def _response(shape: Shape, shown: Sequence[Passage], last_section: Sequence[Passage]) -> str:
    """The frame; a number that was asked for and cannot be had is answered with the number there is."""
    if shape.form == "summary":
        return "utter_answer_summary"
    if shape.form == "count" or (shape.form == "first" and shape.number > len(shown)):
        return "utter_answer_count_cut" if is_cut(last_section) else "utter_answer_count"
    return "utter_answer_first" if shape.form == "first" else "utter_answer_list"


def is_cut(points: Sequence[Passage]) -> bool:
    """Whether the source breaks off within these points."""
    return bool(points) and points[-1].text.rstrip().endswith(ELLIPSIS)


def _places(index: Index, passages: Sequence[Passage]) -> str:
    return "\n".join(dict.fromkeys(place_of(index, passage) for passage in passages))


def _citations(index: Index, passages: Sequence[Passage]) -> tuple[Citation, ...]:
    return tuple(Citation.of(p, index.document(p.document), p.text) for p in passages)
