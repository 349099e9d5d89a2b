"""A topic chosen after Daleel asked back which: shown in the form that the question before had."""

from __future__ import annotations

from dataclasses import replace

from actions.cue_form import cue_form
from actions.follow_up.memory import Memory
from actions.follow_up.reading import read
from actions.follow_up.resolution import Because, Resolution
from actions.follow_up.steps import named
from actions.follow_up.topics import Sections, points_of, stem
from actions.sections import overviews
from actions.shape import read_shape
from arabic import search_key
from index import Index


def chosen(index: Index, because: Because, ids: tuple[str, ...], memory: Memory) -> Resolution:
    """Show these passages; sections as "summarize" or "the third role" asked for them before."""
    held = overviews(index)
    if memory.kind != "clarify" or not set(ids) <= set(held) or not set(memory.listed) <= set(held):
        return named(index, because, ids)
    asked = cue_form(memory.asked)
    position = position_of_unnamed(asked, index)
    if position and len(ids) == 1:
        return at(index, points_of(index, ids), (position,))
    return replace(named(index, because, ids), shape=read_shape(asked))


def at(index: Index, listed: tuple[str, ...], positions: tuple[int, ...]) -> Resolution:
    """The passages at these positions (from 1; -1 is the last), or how many there are."""
    count = len(listed)
    if not all(0 < position <= count or 0 < -position <= count for position in positions):
        return Resolution("ask", "out_of_range", listed, count=count)
    return named(index, "position", tuple(listed[place - 1 if place > 0 else place] for place in positions))


def position_of_unnamed(asked: str, index: Index) -> int:
    """The one position in words that leave open which section's it is ("the third role"); 0 for none."""
    reading = read(asked)
    if reading is None or reading.rest or len(reading.positions) != 1 or not sections_counted(asked, index):
        return 0
    return reading.positions[0]


def sections_counted(asked: str, index: Index) -> tuple[str, ...]:
    """The sections whose points are called as the words call them: the roles of both kinds for "role"."""
    sections = Sections(index)
    return sections.named([stem(word) for word in search_key(asked).split()])
