"""From a verdict to an answer: the response's name, what fills it, its buttons and what it cites.

The sentences around the source's words stand in data/responses; nothing here speaks to the user.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions.answer import Answer
from actions.buttons import label_of, passage_buttons, section_buttons
from actions.evidence import Citation, Point
from actions.judge import Kind, Verdict
from actions.layout import headed, place_of
from actions.quote import best_sentence
from actions.shape import read_shape
from actions.whole_section import compare_points, compare_sections, list_sections
from index import Index, Passage

__all__ = ["Answer", "compose", "place_of", "verdict_on"]


def compose(verdict: Verdict, index: Index, query: str = "") -> Answer:
    """The answer of a verdict; raises KeyError when the verdict names a passage that the index lacks."""
    passages = [index.passage(passage_id) for passage_id in verdict.passage_ids]
    return _COMPOSERS[verdict.kind](index, passages, query)


def verdict_on(passage: Passage) -> Verdict:
    """How a passage that was asked for by name is shown: an overview with its points, a point alone."""
    return Verdict("list" if passage.kind == "overview" else "point", (passage.id,))


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
    return list_sections(index, overviews, read_shape(query))


def _comparison(index: Index, passages: Sequence[Passage], query: str) -> Answer:
    whole = all(passage.kind == "overview" for passage in passages)
    return compare_sections(index, passages) if whole else compare_points(index, passages)


def _related(index: Index, topics: Sequence[Passage], query: str) -> Answer:
    return Answer(
        kind="related",
        response="utter_answer_related",
        variables={"topics": "\n".join(label_of(topic) for topic in topics)},
        buttons=passage_buttons(topics),
    )


def _clarify(index: Index, choices: Sequence[Passage], query: str) -> Answer:
    return Answer(
        kind="clarify",
        response="utter_answer_clarify",
        variables={"topics": "\n".join(label_of(choice) for choice in choices)},
        buttons=passage_buttons(choices),
    )


def _none(index: Index, passages: Sequence[Passage], query: str) -> Answer:
    return Answer(kind="none", response="utter_answer_none", buttons=section_buttons(index))


_COMPOSERS: dict[Kind, Callable[[Index, Sequence[Passage], str], Answer]] = {
    "point": _point,
    "list": _list,
    "comparison": _comparison,
    "clarify": _clarify,
    "related": _related,
    "none": _none,
}
