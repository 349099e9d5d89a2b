"""Rasa with one of our replacements off; runs in Rasa's environment: `-m bench.rasa_without NAME run …`.

Names are those of OFF, and "nothing" for Rasa as we run it.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import SQLTrackerStore


def _module(name: str) -> Any:
    """A module of bot/, which bench must not import where it measures from outside."""
    return importlib.import_module(f"bot.{name}")


def _check_the_schema_each_time() -> None:
    _module("patches").check_schema_once = lambda: None


def _read_whole_conversations() -> None:
    async def retrieve(self: SQLTrackerStore, sender_id: str, fetch_events_from_all_sessions: bool) -> Any:
        tracker = await SQLTrackerStore._retrieve(self, sender_id, fetch_events_from_all_sessions)
        if tracker is not None:
            tracker.stored_events = len(tracker.events)  # else saving writes them all again
        return tracker

    _module("tracker_store").RecentTurnsStore._retrieve = retrieve


def _connect_as_rasa_does() -> None:
    _module("tracker_store").RecentTurnsStore._connect_anew = lambda self, url: None


def _wait_as_rasa_does() -> None:
    _module("lock_store").QueuedLockStore.lock = InMemoryLockStore.lock


OFF: dict[str, Callable[[], None]] = {
    "nothing": lambda: None,
    "validation": _check_the_schema_each_time,
    "recent_turns": _read_whole_conversations,
    "connections": _connect_as_rasa_does,
    "lock_store": _wait_as_rasa_does,
}


if __name__ == "__main__":
    OFF[sys.argv.pop(1)]()
    importlib.import_module("rasa.__main__").main()
