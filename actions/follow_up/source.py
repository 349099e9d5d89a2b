"""Where the last answer is from."""

from __future__ import annotations

from actions.compose import Reply, citations_of, points_of
from actions.cue_form import cue_forms
from actions.follow_up.memory import Memory
from actions.follow_up.reading import read
from actions.layout import places_of
from contract.answer import Answer, Quote
from index import Index, Passage


def asks_for_source(asked: str) -> bool:
    """Whether "what is its source?" is all that is asked."""
    readings = [read(form) for form in cue_forms(asked)]
    return any(reading and reading.wishes == {"source"} and not reading.rest for reading in readings)


def cite(index: Index, memory: Memory) -> Reply | None:
    """The places of what was shown last, and the words that it began with; None where nothing was."""
    passages = _known_passages(index, memory.shown)
    if not passages:
        return None
    began = passages[0] if memory.focus else index.passage(passages[0].section_id)
    return Reply(
        kind="point" if memory.focus else "list",
        response="utter_source",
        answer=Answer(parts=(Quote(began.id, "", began.text),), places=places_of(index, passages)),
        points=points_of(passages),
        citations=citations_of(index, passages),
    )


def _known_passages(index: Index, ids: tuple[str, ...]) -> list[Passage]:
    """The passages of these ids that the index (still) holds, in order."""
    held = {passage.id: passage for passage in index.passages}
    return [held[id_] for id_ in ids if id_ in held]
