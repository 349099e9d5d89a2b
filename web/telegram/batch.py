"""Writes that meet, or come soon after one another, share one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Batch(Generic[Item, Result]):
    """While one write runs, what comes waits and goes together into the next; in the order of coming."""

    def __init__(
        self, write: Callable[[list[Item]], Awaitable[Sequence[Result]]], *, linger_seconds: float = 0.0
    ) -> None:
        """`write` returns one result for each item, in their order; its exception is that of all of them.

        What is `put` waits linger_seconds for company; what is added, for nobody.
        """
        self._write, self._linger = write, linger_seconds
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None

    def put(self, item: Item) -> asyncio.Future[Result]:
        """Take an item to be written soon."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._running is None and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._linger, self._begin)
        return future

    async def add(self, item: Item) -> Result:
        """Return once the item is written, and all that was put before it."""
        future = self.put(item)
        self._begin()
        return await future

    async def flush(self) -> None:
        """Return once all that was put is written, or has failed to be."""
        self._begin()
        if self._running is not None:
            await asyncio.wait([self._running])

    def _begin(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._running is None and self._waiting:
            self._running = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            while self._waiting:
                taken, self._waiting = self._waiting, []
                await self._write_all([item for item, _ in taken], [future for _, future in taken])
        finally:
            self._running = None

    async def _write_all(self, items: list[Item], futures: list[asyncio.Future[Result]]) -> None:
        try:
            results = await self._write(items)
        except Exception as error:
            for future in futures:
                if not future.done():
                    future.set_exception(error)
            return
        for future, result in zip(futures, results, strict=True):
            if not future.done():
                future.set_result(result)
