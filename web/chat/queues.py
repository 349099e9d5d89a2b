"""One message of a session at a time, in the order in which they came."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from web.api import ApiError

MAX_WAITING = 5
RETRY_AFTER_SECONDS = 3


@dataclass
class _Queue:
    """The places of one session; the first is whose turn it is."""

    places: deque[Place] = field(default_factory=deque)
    closed: bool = False

    def leave(self, place: Place) -> None:
        was_first = self.places[0] is place
        self.places.remove(place)
        if was_first and self.places:
            self.places[0].call()


class Place:
    """A place in a queue, taken without waiting; `reached` waits."""

    def __init__(self) -> None:
        self._called: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def reached(self) -> None:
        """Return when all before are done; ApiError session_unknown when the session is erased meanwhile."""
        await self._called

    def call(self) -> None:
        if not self._called.done():
            self._called.set_result(None)

    def refuse(self) -> None:
        if not self._called.done():
            self._called.set_exception(ApiError("session_unknown", 401))
            self._called.exception()  # whoever left already does not mind


class Queues:
    """The queues of all sessions; one that is empty takes no memory."""

    def __init__(self, max_waiting: int = MAX_WAITING) -> None:
        self._max_waiting = max_waiting
        self._queues: dict[UUID, _Queue] = {}

    def __len__(self) -> int:
        return len(self._queues)

    @contextmanager
    def place(self, session_id: UUID, *, limited: bool = True) -> Generator[Place, None, None]:
        """Take the next place at once and hold it; ApiError too_many_waiting, session_unknown in `alone`."""
        queue = self._queues.get(session_id)
        if queue is not None and queue.closed:
            raise ApiError("session_unknown", 401)
        if limited and queue is not None and len(queue.places) > self._max_waiting:
            raise ApiError("too_many_waiting", 429, retry_after_seconds=RETRY_AFTER_SECONDS)
        with self._held(session_id) as place:
            yield place

    @asynccontextmanager
    async def turn(self, session_id: UUID) -> AsyncGenerator[None, None]:
        """Wait for all that came before, however many, and hold the session's turn."""
        with self.place(session_id, limited=False) as place:
            await place.reached()
            yield

    @asynccontextmanager
    async def alone(self, session_id: UUID) -> AsyncGenerator[None, None]:
        """Refuse all who wait and all who come, wait for the one whose turn it is, and hold the session."""
        with self._held(session_id) as place:
            queue = self._queues[session_id]
            queue.closed = True
            try:
                for waiting in list(queue.places)[1:]:
                    if waiting is not place:
                        waiting.refuse()
                await place.reached()
                yield
            finally:
                queue.closed = False

    @contextmanager
    def _held(self, session_id: UUID) -> Generator[Place, None, None]:
        queue = self._queues.setdefault(session_id, _Queue())
        place = Place()
        queue.places.append(place)
        if queue.places[0] is place:
            place.call()
        try:
            yield place
        finally:
            queue.leave(place)
            if not queue.places:
                self._queues.pop(session_id, None)
