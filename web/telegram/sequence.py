"""Updates that came over several connections, put back into the order of their ids.

Telegram calls a webhook over many connections at once, so that a person's second message can be here before the
first. "update_id ... restore the correct update sequence, should they get out of order", say its own pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

PATIENCE_SECONDS = 0.15
MAX_GAP = 100  # Telegram opens at most 100 connections; a wider gap is a new count

Item = TypeVar("Item")


class Sequence(Generic[Item]):
    """Releases items in the order of their numbers; waits a moment for the missing ones, no longer."""

    def __init__(self, release: Callable[[Item], None], patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._release, self._patience = release, patience_seconds
        self._next: int | None = None
        self._held: dict[int, Item] = {}
        self._timer: asyncio.TimerHandle | None = None

    def put(self, number: int, item: Item) -> None:
        """Take an item; it is released at once when all before it were, and when it comes late."""
        if self._next is not None and not -MAX_GAP <= number - self._next <= MAX_GAP:
            self._release_all()
            self._next = None
        if self._next is not None and number < self._next:
            self._release(item)
            return
        self._held[number] = item
        self._release_ready()
        if self._held and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._patience, self._release_all)

    def _release_ready(self) -> None:
        while self._next is not None and self._next in self._held:
            self._release(self._held.pop(self._next))
            self._next += 1
        if not self._held:
            self._stop_waiting()

    def _release_all(self) -> None:
        self._stop_waiting()
        held, self._held = sorted(self._held.items()), {}
        for number, item in held:
            self._next = number + 1
            self._release(item)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
