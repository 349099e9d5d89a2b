"""Updates in order: put back into that of their ids, then one at a time for each person in each chat."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

QueueKey = tuple[int, int]  # chat, person; person 0: what concerns the whole chat
Job = Callable[[], Awaitable[None]]
Item = TypeVar("Item")

GRACE_SECONDS = 2.0
PATIENCE_SECONDS = 0.15
# After a start Telegram repeats what it could not deliver meanwhile, later than what it delivers anew.
PATIENCE_AFTER_START_SECONDS = 1.0
MAX_GAP = 100  # Telegram opens at most 100 connections; a wider gap is a new count


class ReorderBuffer(Generic[Item]):
    """Releases items in the order of their numbers; waits a moment for the missing ones, no longer.

    Telegram calls a webhook over many connections at once, so that a person's second message can be here
    before the first. "update_id ... restore the correct update sequence, should they get out of order", say
    its own pages.
    """

    def __init__(self, release: Callable[[Item], None], patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._release, self._patience = release, patience_seconds
        self._pause = patience_seconds
        self._next: int | None = None
        self._held: dict[int, Item] = {}
        self._past: set[int] = set()
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, past: Collection[int], patience_seconds: float = PATIENCE_AFTER_START_SECONDS) -> None:
        """Go on after these numbers; one that is missing among the latest may still come."""
        if past:
            latest = max(past)
            self._past = {number for number in past if number > latest - MAX_GAP}
            self._next = min(self._past)
            self._pause = patience_seconds
            self._skip_past()

    def put(self, number: int, item: Item) -> None:
        """Take an item; it is released at once when all before it were, and when it comes late."""
        if self._next is not None and not -MAX_GAP <= number - self._next <= MAX_GAP:
            self._release_all()
            self._next = None
        if self._next is not None and number < self._next:
            self._release(item)
            return
        self._past.discard(number)
        self._held[number] = item
        self._release_ready()
        if self._held and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._pause, self._release_all)

    def _release_ready(self) -> None:
        self._skip_past()
        while self._next is not None and self._next in self._held:
            self._release(self._held.pop(self._next))
            self._next += 1
            self._skip_past()
        if not self._held:
            self._stop_waiting()

    def _skip_past(self) -> None:
        while self._next is not None and self._next in self._past:
            self._past.discard(self._next)
            self._next += 1

    def _release_all(self) -> None:
        self._stop_waiting()
        self._pause, self._past = self._patience, set()
        held, self._held = sorted(self._held.items()), {}
        for number, item in held:
            self._next = number + 1
            self._release(item)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class ChatQueues:
    """One job at a time for each person in each chat, in order; a flood fills its own queue alone.

    A queue that is empty takes no memory; a job that raises is logged and the next one taken.
    """

    def __init__(self) -> None:
        self._jobs: dict[QueueKey, deque[Job]] = {}
        self._tasks: dict[QueueKey, asyncio.Task[None]] = {}

    def put(self, queue: QueueKey, job: Job) -> None:
        """Let the job run after all that the queue holds."""
        self._jobs.setdefault(queue, deque()).append(job)
        if queue not in self._tasks:
            self._tasks[queue] = asyncio.create_task(self._run(queue))

    def waiting(self, queue: QueueKey) -> int:
        """How many jobs of the queue have not begun."""
        return len(self._jobs.get(queue, ()))

    async def close(self) -> None:
        """Let jobs that run come to their end, within reason; what was not done is in the database."""
        for jobs in self._jobs.values():
            jobs.clear()
        if tasks := list(self._tasks.values()):
            await asyncio.wait(tasks, timeout=GRACE_SECONDS)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, queue: QueueKey) -> None:
        jobs = self._jobs[queue]
        try:
            while jobs:
                try:
                    await jobs.popleft()()
                except Exception:
                    logger.exception("a job of chat %d failed", queue[0])
        finally:
            del self._jobs[queue], self._tasks[queue]
