"""From a verdict to an answer: the response's name, what fills it, its buttons and what it cites.

The sentences around the source's words stand in data/responses; nothing here speaks to the user.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from actions.buttons import Button, label_of, passage_buttons
from actions.evidence import Citation, Point
from actions.judge import Kind, Verdict
from actions.quote import best_sentence
from arabic import sentences
from index import Index, Passage

MAX_ITEM_CHARACTERS = 300  # a longer point is listed by its first sentences; its button shows it whole
ELLIPSIS = "\u2026"  # horizontal ellipsis
PLACE_JOIN = " \u2014 "  # em dash, between a document's title and its section


@dataclass(frozen=True, slots=True)
class Answer:
    """What Rasa needs to say it (`response`, `variables`, `buttons`), and what it rests on."""

    kind: Kind
    response: str
    variables: dict[str, str] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)
    points: tuple[Point, ...] = ()
    citations: tuple[Citation, ...] = ()


def compose(verdict: Verdict, index: Index, query: str = "") -> Answer:
    """The answer of a verdict; raises KeyError when the verdict names a passage that the index lacks."""
    passages = [index.passage(passage_id) for passage_id in verdict.passage_ids]
    return _COMPOSERS[verdict.kind](index, passages, query)


def verdict_on(passage: Passage) -> Verdict:
    """How a passage that was asked for by name is shown: an overview with its points, a point alone."""
    return Verdict("list" if passage.kind == "overview" else "point", (passage.id,))


def place_of(index: Index, passage: Passage) -> str:
    """Where a passage stands: its document's title and its section's heading, unless that one is ours."""
    section = "" if index.passage(passage.section_id).heading_is_ours else passage.section
    return PLACE_JOIN.join(part for part in (index.document(passage.document).title, section) if part)


def _point(index: Index, passages: Sequence[Passage], query: str) -> Answer:
    (passage,) = passages
    quote = best_sentence(passage.text, query)
    return Answer(
        kind="point",
        response="utter_answer_point",
        variables={"quote": headed(passage, passage.text), "citation": place_of(index, passage)},
        points=(Point.of(passage),),
        citations=(Citation.of(passage, index.document(passage.document), quote),),
    )


def _list(index: Index, overviews: Sequence[Passage], query: str) -> Answer:
    points = [point for overview in overviews for point in index.points(overview.id)]
    numbers = {point.id: number for number, point in enumerate(points, start=1)}
    opening, *blocks = [
        block
        for overview in overviews
        for block in (overview.text, "\n".join(_item(numbers[p.id], p) for p in index.points(overview.id)))
    ]
    places = dict.fromkeys(place_of(index, overview) for overview in overviews)
    return Answer(
        kind="list",
        response="utter_answer_list",
        variables={
            "opening": opening,
            "items": "\n\n".join(block for block in blocks if block),
            "citation": "\n".join(places),
        },
        buttons=passage_buttons(points),
        points=tuple(map(Point.of, points)),
        citations=tuple(Citation.of(p, index.document(p.document), p.text) for p in overviews),
    )


def _item(number: int, point: Passage) -> str:
    """One numbered line of a list."""
    return f"{number}. {headed(point, shortened(' '.join(point.text.split())))}"


def headed(point: Passage, text: str) -> str:
    """A point's text after its heading; one of ours is left out, so that the words are the source's alone."""
    label = "" if point.heading_is_ours else label_of(point)
    return f"{label}: {text}" if label and not text.startswith(label) else text


def shortened(text: str) -> str:
    """Text up to the last sentence that ends within 300 characters (one at least), marked where cut."""
    if len(text) <= MAX_ITEM_CHARACTERS:
        return text
    ends = [span.end for span in sentences(text)] or [len(text)]
    end = max((end for end in ends if end <= MAX_ITEM_CHARACTERS), default=ends[0])
    return text if end >= len(text.rstrip()) else f"{text[:end].rstrip()} {ELLIPSIS}"


def _related(index: Index, topics: Sequence[Passage], query: str) -> Answer:
    return Answer(
        kind="related",
        response="utter_answer_related",
        variables={"topics": "\n".join(label_of(topic) for topic in topics)},
        buttons=passage_buttons(topics),
    )


def _none(index: Index, passages: Sequence[Passage], query: str) -> Answer:
    overviews = [passage for passage in index.passages if passage.kind == "overview"]
    return Answer(kind="none", response="utter_answer_none", buttons=passage_buttons(overviews))


_COMPOSERS: dict[Kind, Callable[[Index, Sequence[Passage], str], Answer]] = {
    "point": _point,
    "list": _list,
    "related": _related,
    "none": _none,
}
