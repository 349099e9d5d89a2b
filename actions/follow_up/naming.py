"""The point that a few words name: by its place in what was listed, its heading or its words."""

from __future__ import annotations

from actions.follow_up.memory import Memory
from actions.follow_up.reading import read
from actions.follow_up.steps import Steps
from actions.follow_up.topics import point_called, stem, stems
from actions.follow_up.words import COUNTED
from index import Index

_COUNTED_STEMS = frozenset(map(stem, COUNTED))


def point_named(words: str, memory: Memory, index: Index) -> str:
    """The id of the point; empty where the words name none or may mean several."""
    reading = read(words)
    if reading and len(reading.positions) == 1 and not reading.rest:
        return _at(Steps(memory.within(index), index).listed, reading.positions[0])
    wanted = stems(words) - _COUNTED_STEMS
    return point_called(index, wanted)


def _at(listed: tuple[str, ...], position: int) -> str:
    place = position - 1 if position > 0 else len(listed) + position
    return listed[place] if 0 <= place < len(listed) else ""
