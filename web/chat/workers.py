"""Which Rasa answers whom: a session always meets the same one, while that one is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from hashlib import blake2b

logger = logging.getLogger(__name__)

PROBE_SECONDS = 2.0


class Workers:
    """Rendezvous hashing (highest random weight): a lost worker's sessions go to the others, no other moves.

    A worker that refused a connection gets no messages until it answers a probe; its sessions then come back.
    """

    def __init__(
        self,
        urls: Sequence[str],
        is_healthy: Callable[[str], Awaitable[bool]],
        *,
        probe_seconds: float = PROBE_SECONDS,
    ) -> None:
        self._urls, self._is_healthy, self._probe_seconds = tuple(urls), is_healthy, probe_seconds
        self._aside: set[str] = set()
        self._probing: asyncio.Task[None] | None = None

    def in_order(self, sender_id: str) -> list[str]:
        """Return the workers in service, the sender's own first and then those that would stand in for it."""
        in_service = [url for url in self._urls if url not in self._aside]
        return sorted(in_service, key=lambda url: _weight(url, sender_id), reverse=True)

    def set_aside(self, url: str) -> None:
        """Give a worker no messages until it is healthy again."""
        if url not in self._aside:
            logger.warning("worker %s refuses connections; its sessions go to others", url)
            self._aside.add(url)
        if self._probing is None or self._probing.done():
            self._probing = asyncio.create_task(self._probe())

    async def any_healthy(self) -> bool:
        """Whether a worker answers now."""
        return any([await self._is_healthy(url) for url in self._urls])

    async def close(self) -> None:
        """Probe no more."""
        if self._probing is not None:
            self._probing.cancel()
            await asyncio.gather(self._probing, return_exceptions=True)

    async def _probe(self) -> None:
        while self._aside:
            await asyncio.sleep(self._probe_seconds)
            for url in sorted(self._aside):
                if await self._is_healthy(url):
                    self._aside.discard(url)
                    logger.info("worker %s is back", url)


def _weight(url: str, sender_id: str) -> bytes:
    return blake2b(f"{url}\n{sender_id}".encode(), digest_size=8).digest()
