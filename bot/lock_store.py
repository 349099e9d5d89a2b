"""One message of a user at a time, the next one as soon as the last is done."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig

from bot import BotError


@dataclass
class _Turnstile:
    """A conversation's lock and how many messages hold it or wait for it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    messages: int = 0


class QueuedLockStore(InMemoryLockStore):
    """Locks in memory, in order of arrival.

    Rasa's own in-memory lock looks once a second whether its turn has come, so a second message waits 1.1 s;
    here the first to wait is woken. One process only, like Rasa's: more than one worker is refused.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        workers = os.environ.get("SANIC_WORKERS", "1")
        if workers != "1":
            raise BotError(f"SANIC_WORKERS is {workers}; locks in memory take 1, run more processes instead")
        super().__init__()
        self._turnstiles: dict[str, _Turnstile] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation's lock; LockError after waiting `lock_lifetime` seconds for it."""
        turnstile = self._turnstiles.setdefault(conversation_id, _Turnstile())
        turnstile.messages += 1
        try:
            if turnstile.messages == 1:
                await turnstile.lock.acquire()  # nobody before it: taken at once, without a timer
            else:
                await _wait_for(turnstile.lock, conversation_id, lock_lifetime)
            try:
                yield self.create_lock(conversation_id)
            finally:
                turnstile.lock.release()
        finally:
            turnstile.messages -= 1
            if not turnstile.messages:
                self._turnstiles.pop(conversation_id, None)


async def _wait_for(lock: asyncio.Lock, conversation_id: str, timeout_seconds: float) -> None:
    try:
        await asyncio.wait_for(lock.acquire(), timeout_seconds)
    except asyncio.TimeoutError as error:
        raise LockError(f"Could not acquire lock for conversation_id '{conversation_id}'.") from error
