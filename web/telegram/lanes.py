"""One job at a time for each person in each chat, in order; a flood fills its own lane alone."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

Lane = tuple[int, int]  # chat, person; person 0: what concerns the whole chat
Job = Callable[[], Awaitable[None]]

GRACE_SECONDS = 2.0


class Lanes:
    """A lane that is empty takes no memory; a job that raises is logged and the next one taken."""

    def __init__(self) -> None:
        self._jobs: dict[Lane, deque[Job]] = {}
        self._tasks: dict[Lane, asyncio.Task[None]] = {}

    def put(self, lane: Lane, job: Job) -> None:
        """Let the job run after all that the lane holds."""
        self._jobs.setdefault(lane, deque()).append(job)
        if lane not in self._tasks:
            self._tasks[lane] = asyncio.create_task(self._run(lane))

    def waiting(self, lane: Lane) -> int:
        """How many jobs of the lane have not begun."""
        return len(self._jobs.get(lane, ()))

    async def close(self) -> None:
        """Let jobs that run come to their end, within reason; what was not done is in the database."""
        for jobs in self._jobs.values():
            jobs.clear()
        if tasks := list(self._tasks.values()):
            await asyncio.wait(tasks, timeout=GRACE_SECONDS)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, lane: Lane) -> None:
        jobs = self._jobs[lane]
        try:
            while jobs:
                try:
                    await jobs.popleft()()
                except Exception:
                    logger.exception("a job of chat %d failed", lane[0])
        finally:
            del self._jobs[lane], self._tasks[lane]
