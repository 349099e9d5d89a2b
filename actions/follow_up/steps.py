"""From what was shown last to what stands beside it."""

from __future__ import annotations

from actions.buttons import label_of
from actions.follow_up.memory import Memory, section_of
from actions.follow_up.resolution import Because, Resolution
from actions.follow_up.topics import points_of
from index import Index


def named(index: Index, because: Because, ids: tuple[str, ...]) -> Resolution:
    """Show these passages; the query is what they are called."""
    return Resolution("show", because, ids, "، ".join(label_of(index.passage(id_)) for id_ in ids))


class Steps:
    """Forth and back from the last answer. The memory's ids are all held by the index."""

    def __init__(self, memory: Memory, index: Index) -> None:
        self._memory, self._index = memory, index

    @property
    def listed(self) -> tuple[str, ...]:
        """What positions count: the list shown last, else the points of the section quoted last."""
        memory = self._memory
        return memory.listed or points_of(self._index, memory.sections)

    def next(self) -> Resolution:
        """The point after the one quoted, the first after a list."""
        if not self._memory.focus and self.listed:
            return named(self._index, "next", self.listed[:1])
        return self._forth("next")

    def more(self) -> Resolution:
        """The point after the one quoted; the next section after a list, all of which was shown."""
        return self._forth("more")

    def previous(self) -> Resolution:
        """The point before the one quoted; after a list, what was shown before it."""
        focus, listed = self._memory.focus, self.listed
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

    def _forth(self, because: Because) -> Resolution:
        memory, listed = self._memory, self.listed
        if not memory.shown:
            return Resolution("ask", "nothing")
        if memory.focus in listed and memory.focus != listed[-1]:
            return named(self._index, because, (listed[listed.index(memory.focus) + 1],))
        last = section_of(memory.focus or memory.shown[-1])
        overviews = [
            p.id for p in self._index.passages if p.kind == "overview" and p.document == last.split("/")[0]
        ]
        following = overviews[overviews.index(last) + 1 :] if last in overviews else []
        return named(self._index, because, (following[0],)) if following else Resolution("ask", "end")
