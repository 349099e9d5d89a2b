"""The sections that a question calls by name."""

from __future__ import annotations

from actions.cues import cues
from arabic import search_key
from index import Index


def named_sections(asked: str, index: Index) -> tuple[str, ...]:
    """The ids of the sections that the words name and the index holds, in the order they are named."""
    key = search_key(asked)
    held = {passage.id for passage in index.passages if passage.kind == "overview"}
    found = {
        id_: match.start() for id_, pattern in cues("sections").items() if (match := pattern.search(key))
    }
    return tuple(sorted(found.keys() & held, key=found.__getitem__))
