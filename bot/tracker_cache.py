"""Trackers that need not be read from the database again."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple

from rasa.shared.core.trackers import DialogueStateTracker


class Mark(NamedTuple):
    """What one cheap query tells of a conversation's rows: whether they are still those that were seen."""

    count: int
    first_id: int | None
    last_id: int | None


@dataclass
class Entry:
    """A tracker and what of it is in the database.

    saved: how many of its events are; mark: the conversation's mark then; lent: somebody is changing it.
    """

    tracker: DialogueStateTracker
    saved: int
    mark: Mark
    lent: bool = True


class TrackerCache:
    """Entries by sender, those used longest ago dropped once there are more than `max_events` in all.

    A tracker is handed out to be changed, so it counts as lent until it has been saved: a turn that fails in
    between leaves its entry lent, and a lent entry is never handed out.
    """

    def __init__(self, max_events: int) -> None:
        self._max_events = max_events
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._events = 0

    def __len__(self) -> int:
        return len(self._entries)

    def lend(self, sender_id: str, mark: Mark) -> DialogueStateTracker | None:
        """Hand out the tracker if it is whole, saved and still marked so; forget it otherwise."""
        entry = self._entries.get(sender_id)
        if entry is None:
            return None
        if entry.lent or entry.mark != mark or len(entry.tracker.events) != entry.saved:
            self.forget(sender_id)
            return None
        entry.lent = True
        self._entries.move_to_end(sender_id)
        return entry.tracker

    def lent_entry(self, tracker: DialogueStateTracker) -> Entry | None:
        """Return the entry of this very tracker object, lent or not."""
        entry = self._entries.get(tracker.sender_id)
        return entry if entry is not None and entry.tracker is tracker else None

    def keep(self, sender_id: str, entry: Entry) -> None:
        """Put an entry in the place of the sender's last one."""
        self.forget(sender_id)
        self._entries[sender_id] = entry
        self._events += entry.saved
        while self._events > self._max_events:
            self.forget(next(iter(self._entries)))

    def forget(self, sender_id: str) -> None:
        """Drop the sender's entry, if any."""
        entry = self._entries.pop(sender_id, None)
        if entry is not None:
            self._events -= entry.saved

    def clear(self) -> None:
        """Drop everything."""
        self._entries.clear()
        self._events = 0
