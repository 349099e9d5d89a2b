"""The engine of this process: web's own where the mode is webhook."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError
from django.conf import settings

from web.chat.service import chat_service
from web.telegram import setup
from web.telegram.assistant import Assistant
from web.telegram.client import open_bot
from web.telegram.engine import Engine

logger = logging.getLogger(__name__)


class Running:
    """An engine that takes updates from the first moment, and answers them once Telegram has been reached."""

    def __init__(self) -> None:
        self.bot: Bot = open_bot(settings.DALEEL.telegram)
        self.engine = Engine(
            self.bot, Assistant(chat_service()), restores_order=settings.DALEEL.telegram.webhook
        )
        self._starting = asyncio.create_task(self._start())

    async def stop(self) -> None:
        """End it; what is not done is done after the next start."""
        self._starting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._starting
        await self.engine.stop()

    async def _start(self) -> None:
        try:
            await self.engine.start()
            await setup.listen(self.bot, settings.DALEEL.telegram)
        except AiogramError as error:
            logger.error("Telegram is not set up (see 'manage.py telegram_setup'): %s", error)
        await setup.introduce_softly(self.bot)


_running: list[Running] = []


async def start() -> None:
    """Begin with the web process, where it is the one that takes updates."""
    telegram = settings.DALEEL.telegram
    if telegram.token and telegram.webhook:
        _running.append(Running())


async def stop() -> None:
    """End with it."""
    while _running:
        await _running.pop().stop()


def engine() -> Engine | None:
    """The engine that takes what comes to the webhook; None where Telegram is off, or asked by polling."""
    return _running[0].engine if _running else None
