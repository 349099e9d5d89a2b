"""From what was shown last to what stands beside it, and what a follow-up comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from actions.compose import breaks_off
from actions.follow_up.memory import Memory, section_of
from actions.follow_up.reading import read
from actions.follow_up.topics import points_of, sections_counted
from actions.layout import is_shortened, label_of
from actions.message import cue_form
from actions.sections import overviews
from actions.wishes import WHOLE, Shape, read_shape
from contract.answer import QUOTING
from index import Index

Action = Literal["show", "search", "ask"]
Reason = Literal[
    "position", "out_of_range", "next", "previous", "more", "end", "end_cut", "start", "explain", "why",
    "example", "left_in", "repeat", "ellipsis", "lean", "return", "which", "nothing", "chosen", "section",
    "invite", "rest", "about",
]  # fmt: skip
LIST_JOIN = "\u060c "  # Arabic comma


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a follow-up comes to: "show" `passage_ids`, "search" `query` instead of the text, or "ask" back.

    `query` is also what "show" stands for in words, for the evidence; `passage_ids` of "ask" are its buttons,
    `count` how many positions there are. `shape` is the form in which sections are shown.
    """

    action: Action
    reason: Reason
    passage_ids: tuple[str, ...] = ()
    query: str = ""
    count: int = 0
    shape: Shape = WHOLE


def named(index: Index, reason: Reason, ids: tuple[str, ...]) -> Resolution:
    """Show these passages; the query is what they are called."""
    return Resolution("show", reason, ids, LIST_JOIN.join(label_of(index.passage(id_)) for id_ in ids))


def at(index: Index, listed: tuple[str, ...], positions: tuple[int, ...]) -> Resolution:
    """The passages at these positions (from 1; -1 is the last), or how many there are."""
    count = len(listed)
    if not all(0 < position <= count or 0 < -position <= count for position in positions):
        return Resolution("ask", "out_of_range", listed, count=count)
    return named(index, "position", tuple(listed[place - 1 if place > 0 else place] for place in positions))


def chosen(index: Index, reason: Reason, ids: tuple[str, ...], memory: Memory) -> Resolution:
    """Show these passages; sections that were asked back for as "summarize" or "the third role" wished."""
    held = overviews(index)
    if memory.kind != "clarify" or not set(ids) <= set(held) or not set(memory.listed) <= set(held):
        return named(index, reason, ids)
    asked = cue_form(memory.asked)
    position = _position_of_unnamed(asked, index)
    if position and len(ids) == 1:
        return at(index, points_of(index, ids), (position,))
    return replace(named(index, reason, ids), shape=read_shape(asked))


def _position_of_unnamed(asked: str, index: Index) -> int:
    """The one position in words that leave open which section's it is ("the third role"); 0 for none."""
    reading = read(asked)
    if reading is None or reading.rest or len(reading.positions) != 1 or not sections_counted(asked, index):
        return 0
    return reading.positions[0]


class Navigation:
    """Forth and back from the last answer. The memory's ids are all held by the index."""

    def __init__(self, memory: Memory, index: Index) -> None:
        self._memory, self._index = memory, index

    @property
    def listed(self) -> tuple[str, ...]:
        """What positions count: the list shown last, else the points of the section quoted last."""
        memory = self._memory
        return memory.listed or points_of(self._index, memory.sections)

    @property
    def alone(self) -> str:
        """The id of the one point that the last answer showed, quoted or listed by itself; else empty."""
        memory = self._memory
        only = memory.listed[0] if memory.kind in QUOTING and len(memory.listed) == 1 else ""
        return memory.focus or only

    @property
    def left(self) -> tuple[str, ...]:
        """The points of the sections shown last that were not shown yet, in order."""
        memory = self._memory
        seen = {*memory.seen, *(memory.listed if memory.kind in QUOTING else ())}
        return tuple(id_ for id_ in points_of(self._index, memory.sections) if id_ not in seen)

    @property
    def whole(self) -> tuple[str, ...]:
        """The points of the sections of which the last answer listed the first few; empty otherwise."""
        return points_of(self._index, self._memory.sections) if self._left_of_list else ()

    def rest(self) -> Resolution:
        """What is left of the section; those after the point quoted, where all was listed before."""
        if not self._memory.sections:
            return Resolution("ask", "nothing")
        rest = self.left or self._after_focus
        return named(self._index, "rest", rest) if rest else self._end

    def another(self, number: int) -> Resolution:
        """The next so many points."""
        if number == 1:
            return self.next()
        following = (
            tuple(id_ for id_ in self._after_focus if id_ in self.left) or self.left or self._after_focus
        )
        return named(self._index, "rest", following[:number]) if following else self.more()

    def next(self) -> Resolution:
        """The point after the one quoted, the first one left after a list."""
        quoted, points = self._standing
        if not self._memory.focus and quoted in points and quoted != points[-1]:
            return named(self._index, "next", (points[points.index(quoted) + 1],))
        if not self._memory.focus and (self.left or self.listed):
            return named(self._index, "next", (self._left_of_list or self.listed)[:1])
        return self._forth("next")

    def more(self) -> Resolution:
        """The point after the one quoted; after a list what is left of it, else the next section."""
        if not self._memory.focus and self._left_of_list:
            return named(self._index, "rest", self._left_of_list)
        if not self._memory.focus and self.alone and is_shortened(self._index.passage(self.alone)):
            return named(self._index, "more", (self.alone,))
        forth = self._forth("more")
        if forth == self._end and self.alone and not self._memory.focus:
            return named(self._index, "explain", (self.alone,))
        return forth

    def previous(self) -> Resolution:
        """The point before the one quoted; after a list, what was shown before it."""
        focus, listed = self._standing
        if focus not in listed:
            return self.back()
        place = listed.index(focus)
        if place:
            return named(self._index, "previous", (listed[place - 1],))
        return Resolution("ask", "start", listed, count=len(listed))

    def back(self) -> Resolution:
        """What was shown before the last answer."""
        memory = self._memory
        current = {memory.focus} if memory.focus else set(memory.sections)
        earlier = [id_ for id_ in memory.history if id_ not in current]
        return named(self._index, "return", (earlier[-1],)) if earlier else Resolution("ask", "nothing")

    @property
    def _end(self) -> Resolution:
        """There is nothing further; where the source breaks off at what was shown, that is said."""
        cut = breaks_off(self._index, map(self._index.passage, self._memory.shown))
        return Resolution("ask", "end_cut" if cut else "end")

    @property
    def _standing(self) -> tuple[str, tuple[str, ...]]:
        """The point quoted last and what it stands in, whatever was refused since."""
        memory = self._memory
        if memory.kind in QUOTING or not memory.last or memory.last[-1].kind != "point":
            return memory.focus, self.listed
        (quoted, *_) = memory.last[-1].ids
        return quoted, points_of(self._index, (section_of(quoted),))

    @property
    def _left_of_list(self) -> tuple[str, ...]:
        return self.left if self._memory.kind == "list" else ()

    @property
    def _after_focus(self) -> tuple[str, ...]:
        """The points of its section after the one quoted."""
        points = points_of(self._index, self._memory.sections)
        focus = self._memory.focus
        return points[points.index(focus) + 1 :] if focus in points else ()

    def _forth(self, reason: Reason) -> Resolution:
        memory, listed = self._memory, self.listed
        if not memory.shown:
            return Resolution("ask", "nothing")
        if memory.focus in listed and memory.focus != listed[-1]:
            return named(self._index, reason, (listed[listed.index(memory.focus) + 1],))
        if after := self._after_focus:
            return named(self._index, reason, after[:1])
        if memory.focus and self._index.passage(memory.focus).kind != "point":
            after = self._after_in_document(memory.focus)
            return named(self._index, reason, after[:1]) if after else self._end
        last = section_of(memory.focus or memory.shown[-1])
        document = last.split("/")[0]
        sections = [id_ for id_ in overviews(self._index) if id_.split("/")[0] == document]
        following = sections[sections.index(last) + 1 :] if last in sections else []
        return named(self._index, reason, (following[0],)) if following else self._end

    def _after_in_document(self, passage_id: str) -> tuple[str, ...]:
        """The passages of its document after one, where no list of points orders them."""
        ids = [p.id for p in self._index.passages if p.document == passage_id.split("/")[0]]
        return tuple(ids[ids.index(passage_id) + 1 :])
