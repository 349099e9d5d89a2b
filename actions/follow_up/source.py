"""Where the last answer is from."""

from __future__ import annotations

from actions.compose import Answer, place_of
from actions.cue_form import cue_forms
from actions.evidence import Citation, Point
from actions.follow_up.memory import Memory
from actions.follow_up.reading import read
from index import Index, Passage


def asks_for_source(asked: str) -> bool:
    """Whether "what is its source?" is all that is asked."""
    readings = [read(form) for form in cue_forms(asked)]
    return any(reading and reading.wishes == {"source"} and not reading.rest for reading in readings)


def cite(index: Index, memory: Memory) -> Answer | None:
    """The places of what was shown last, and the words that it began with; None where nothing was."""
    passages = _known_passages(index, memory.shown)
    if not passages:
        return None
    began = passages[0] if memory.focus else index.passage(passages[0].section_id)
    places = dict.fromkeys(place_of(index, passage) for passage in passages)
    return Answer(
        kind="point" if memory.focus else "list",
        response="utter_source",
        variables={"citation": "\n".join(places), "quote": began.text},
        points=tuple(map(Point.of, passages)),
        citations=tuple(Citation.of(p, index.document(p.document), p.text) for p in passages),
    )


def _known_passages(index: Index, ids: tuple[str, ...]) -> list[Passage]:
    """The passages of these ids that the index (still) holds, in order."""
    held = {passage.id: passage for passage in index.passages}
    return [held[id_] for id_ in ids if id_ in held]
