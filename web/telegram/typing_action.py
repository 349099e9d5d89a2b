"""The "typing" under the bot's name: at once when a message comes, and for as long as the answer takes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiogram import Bot
from aiogram.exceptions import AiogramError

from web.telegram.calls import ShowTyping

AGAIN_SECONDS = 4.0  # it lasts five, or until a message of ours comes, says Telegram
FIRST_AGAIN_SECONDS = 0.7  # an earlier answer may have ended it meanwhile
PATIENCE_SECONDS = 5


class Typing:
    """A failure of it is nobody's concern: the answer itself is tried again, this is not."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._tasks: set[asyncio.Task[None]] = set()

    def now(self, chat_id: int, thread_id: int | None) -> None:
        """Show it, without waiting for Telegram."""
        task = asyncio.create_task(self._show(chat_id, thread_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @asynccontextmanager
    async def during(self, chat_id: int, thread_id: int | None) -> AsyncGenerator[None, None]:
        """Keep it up; the first was shown when the message came."""
        task = asyncio.create_task(self._keep(chat_id, thread_id))
        try:
            yield
        finally:
            task.cancel()

    async def close(self) -> None:
        """Forget what is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep(self, chat_id: int, thread_id: int | None) -> None:
        pause = FIRST_AGAIN_SECONDS
        while True:
            await asyncio.sleep(pause)
            await self._show(chat_id, thread_id)
            pause = AGAIN_SECONDS

    async def _show(self, chat_id: int, thread_id: int | None) -> None:
        with contextlib.suppress(AiogramError):
            call = ShowTyping(chat_id=chat_id, message_thread_id=thread_id)
            await self._bot(call, request_timeout=PATIENCE_SECONDS)
