"""What waits at Telegram, not yet handed over to us."""

from __future__ import annotations

import asyncio
import logging
import time

from aiogram import Bot
from aiogram.exceptions import AiogramError

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
LOOK_SECONDS = 0.1


class Backlog:
    """Whose messages have their numbers already, though we do not know which."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._fewest: int | None = None  # of one wait; None where nothing is waited for
        self._deadline = 0.0

    async def come(self) -> int:
        """Return once it has come, or has not grown less for a while; then how many updates still wait."""
        while waiting := await self._count():
            now = time.monotonic()
            if self._fewest is None or waiting < self._fewest:
                self._fewest, self._deadline = waiting, now + PATIENCE_SECONDS
            if now > self._deadline:
                return waiting
            await asyncio.sleep(LOOK_SECONDS)
        self._fewest = None
        return 0

    async def _count(self) -> int:
        """How many updates wait; where that cannot be asked, as many as the last time."""
        try:
            return (await self._bot.get_webhook_info()).pending_update_count
        except AiogramError as error:
            logger.warning("how many updates wait is not known: %s", error)
            return self._fewest or 0
