"""From a verdict to a reply: the response's name, the answer's parts, its buttons and what it cites.

The sentences around the source's words stand in data/responses; nothing here speaks to the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from actions.answer_policy import Verdict
from actions.layout import (
    item_of,
    label_of,
    own_heading,
    passage_buttons,
    places_of,
    section_buttons,
    summary_item,
    whole_item,
)
from actions.wishes import WHOLE, Shape, read_shape
from arabic import search_key, sentences
from contract.answer import Answer, Button, Kind, Points, Quote
from contract.evidence import Citation, Point
from contract.fields import Span
from contract.segments import ELLIPSIS, parted
from documents.passage import Passage
from index import Index, SearchResult

GRAM = 3
NO_PARTS = Answer()  # of a reply that quotes nothing


@dataclass(frozen=True, slots=True)
class Handoff:
    """`wish`: to have a question passed on, or to speak to a person; `question` is empty for the latter.

    "distress" is no wish: the staff are told that somebody needs help. "undone" takes the last wish back.
    """

    wish: Literal["question", "person", "distress", "undone"]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What Rasa needs to say an answer, and what it rests on.

    `variables` fill the response's sentence. `counted` are the ids that positions count after it, where they
    are not those of `points`. One that is talk has no evidence; one that is not remembered leaves what
    follow-ups lean on as it was. `handoff` is what it leaves to the staff.
    """

    kind: Kind
    response: str
    answer: Answer = NO_PARTS
    variables: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    points: tuple[Point, ...] = ()
    citations: tuple[Citation, ...] = ()
    counted: tuple[str, ...] = ()
    is_talk: bool = False
    is_remembered: bool = True
    handoff: Handoff | None = None


def compose(verdict: Verdict, index: Index, query: str = "", result: SearchResult | None = None) -> Reply:
    """The reply of a verdict; raises KeyError when the verdict names a passage that the index lacks.

    `result` is the search for the query: where the passage is its first hit, it says which sentences answer.
    """
    passages = [index.passage(passage_id) for passage_id in verdict.passage_ids]
    alone = verdict.kind == "list" and len(passages) == 1 and not index.points(passages[0].id)
    if verdict.kind == "point" or alone:  # a section without points is its words
        first = result.hits[0].passage if result and result.hits else None
        answering = result.answering if result and first and first.id == passages[0].id else ()
        return _point(index, passages[0], query, answering)
    if verdict.kind == "list":
        return list_sections(index, passages, read_shape(query))
    if verdict.kind == "comparison":
        whole = all(index.points(passage.id) for passage in passages)
        return compare_sections(index, passages) if whole else compare_points(index, passages)
    if verdict.kind == "none":
        return Reply("none", "utter_answer_none", buttons=section_buttons(index))
    response = "utter_answer_clarify" if verdict.kind == "clarify" else "utter_answer_related"
    return Reply(verdict.kind, response, buttons=passage_buttons(passages))


def quote_of(passage: Passage, text: str) -> Quote:
    """A passage's words, all or some, after its heading."""
    return Quote(passage.id, own_heading(passage, text), text)


def shown_points(passages: Iterable[Passage]) -> tuple[Point, ...]:
    """The passages as evidence keeps them."""
    return tuple(Point(p.id, p.heading, p.heading_is_ours, p.text) for p in passages)


def citations_of(index: Index, passages: Iterable[Passage]) -> tuple[Citation, ...]:
    """A citation of each passage, all of it quoted."""
    return tuple(_citation(index, passage, passage.text) for passage in passages)


def list_sections(index: Index, overviews: Sequence[Passage], shape: Shape = WHOLE) -> Reply:
    """The points of these sections in order, in the form asked for; never more than the source lists."""
    points = [point for overview in overviews for point in index.points(overview.id)]
    if shape.form == "first" and 0 < shape.number < len(points):
        points = points[: shape.number]
        overviews = [overview for overview in overviews if any(p.section_id == overview.id for p in points)]
    return Reply(
        kind="list",
        response=_response(shape, points, breaks_off(index, points)),
        answer=Answer(parts=_parts(overviews, points, shape), places=places_of(index, overviews)),
        variables={"count": str(len(points))},
        buttons=passage_buttons(points),
        points=shown_points(points),
        citations=citations_of(index, overviews),
    )


def list_rest(index: Index, points: Sequence[Passage], shape: Shape = WHOLE) -> Reply:
    """These points, each under the number that it has among all points of its sections."""
    overviews = [index.passage(id_) for id_ in dict.fromkeys(point.section_id for point in points)]
    counted = tuple(point.id for overview in overviews for point in index.points(overview.id))
    laid_out = summary_item if shape.form == "summary" else item_of
    items = tuple(laid_out(counted.index(point.id) + 1, point) for point in points)
    response = "utter_answer_summary" if shape.form == "summary" else "utter_answer_rest"
    return Reply(
        kind="list",
        response=said_if_cut(response, cut=breaks_off(index, points)),
        answer=Answer(parts=(Points("", "", items),), places=places_of(index, overviews)),
        buttons=passage_buttons(points),
        points=shown_points(points),
        citations=citations_of(index, overviews),
        counted=counted,
    )


def compare_sections(index: Index, overviews: Sequence[Passage], shape: Shape = WHOLE) -> Reply:
    """A column for each section, under its heading, its points numbered by themselves."""
    columns = []
    laid_out = summary_item if shape.form == "summary" else item_of
    for overview in overviews:
        items = tuple(laid_out(number, point) for number, point in enumerate(index.points(overview.id), 1))
        columns.append(Points(label_of(overview), "", items))
    points = [point for overview in overviews for point in index.points(overview.id)]
    return _comparison_of(index, overviews, points, tuple(columns), shape)


def compare_points(index: Index, points: Sequence[Passage], shape: Shape = WHOLE) -> Reply:
    """A column for each point, numbered, with all its text."""
    laid_out = summary_item if shape.form == "summary" else whole_item
    columns = tuple(Points("", "", (laid_out(number, point),)) for number, point in enumerate(points, 1))
    return _comparison_of(index, points, points, columns, shape)


def breaks_off(index: Index, shown: Iterable[Passage]) -> bool:
    """Whether the source breaks off after what is shown: a section's last point is, or its overview alone."""
    ends = {passage.section_id: passage for passage in shown}
    return any(
        is_cut([end]) and (index.points(section) or (end,))[-1].id == end.id for section, end in ends.items()
    )


def said_if_cut(response: str, *, cut: bool) -> str:
    """The response that says besides that the source breaks off there."""
    return f"{response}_cut" if cut else response


def is_cut(points: Sequence[Passage]) -> bool:
    """Whether the source breaks off within these points."""
    return bool(points) and points[-1].text.rstrip().endswith(ELLIPSIS)


def best_sentence(text: str, query: str) -> str:
    """The sentence of text that shares most letter triples with query; all of it where none does."""
    parts = [text[span.start : span.end].strip() for span in sentences(text)]
    parts = [part for part in parts if part]
    asked = _grams(query)
    shared = [len(asked & _grams(part)) for part in parts]
    if len(parts) < 2 or not any(shared):
        return text
    return parts[shared.index(max(shared))]


def _grams(text: str) -> set[str]:
    words = search_key(text).split()
    return {word[i : i + GRAM] for word in words for i in range(max(1, len(word) - GRAM + 1))}


def _citation(index: Index, passage: Passage, quote: str) -> Citation:
    document = index.document(passage.document)
    place = (passage.start, passage.end, passage.page)
    return Citation(document.title, document.id, passage.section, passage.id, quote, *place)


def _parts(overviews: Sequence[Passage], points: Sequence[Passage], shape: Shape) -> tuple[Points, ...]:
    """The points by section, numbered through, each section after its opening.

    A summary has the sections' headings instead, where they are several; the first few need no opening.
    """
    item = summary_item if shape.form == "summary" else item_of
    numbered = [(point.section_id, item(number, point)) for number, point in enumerate(points, start=1)]
    parts = []
    for place, overview in enumerate(overviews):
        items = tuple(item for section_id, item in numbered if section_id == overview.id)
        headed = shape.form == "summary" and len(overviews) > 1
        opened = shape.form != "summary" and (place > 0 or not _is_first_few(shape, points))
        opened |= not items
        parts.append(Points(label_of(overview) if headed else "", overview.text if opened else "", items))
    return tuple(parts)


def _response(shape: Shape, shown: Sequence[Passage], cut: bool) -> str:
    """The frame; a number that was asked for and cannot be had is answered with the number there is."""
    if shape.form == "summary":
        return said_if_cut("utter_answer_summary", cut=cut)
    if _is_first_few(shape, shown):
        return said_if_cut("utter_answer_first", cut=cut)
    name = "utter_answer_list" if shape.form == "whole" or not shown else "utter_answer_count"
    return said_if_cut(name, cut=cut)


def _is_first_few(shape: Shape, shown: Sequence[Passage]) -> bool:
    return shape.form == "first" and shape.number <= len(shown)


def _comparison_of(
    index: Index,
    cited: Sequence[Passage],
    points: Sequence[Passage],
    columns: tuple[Points, ...],
    shape: Shape,
) -> Reply:
    response = "utter_answer_summary" if shape.form == "summary" else "utter_answer_comparison"
    return Reply(
        kind="comparison",
        response=said_if_cut(response, cut=breaks_off(index, points)),
        answer=Answer(parts=columns, places=places_of(index, cited)),
        buttons=passage_buttons(points),
        points=shown_points(points),
        citations=citations_of(index, cited),
    )


def _point(index: Index, passage: Passage, query: str, answering: tuple[Span, ...]) -> Reply:
    """A passage with its answering sentences marked, unless they are all of it."""
    segments = parted(passage.text, answering)
    marked = [segment.text.strip() for segment in segments if segment.is_marked]
    marks = answering if len(marked) < len(segments) else ()
    quote = f" {ELLIPSIS} ".join(marked) or best_sentence(passage.text, query)
    (point,) = shown_points([passage])
    return Reply(
        kind="point",
        response=said_if_cut("utter_answer_point", cut=breaks_off(index, [passage])),
        answer=Answer(
            parts=(replace(quote_of(passage, passage.text), marks=marks),),
            places=places_of(index, [passage]),
        ),
        points=(replace(point, marks=marks),),
        citations=(_citation(index, passage, quote),),
    )
