"""`manage.py telegram_poll`: ask Telegram for updates and answer them; needs no public address."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from typing import Any

import uvloop
from aiogram.exceptions import TelegramUnauthorizedError
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from web.chat.service import chat_service
from web.telegram import setup
from web.telegram.api import open_bot
from web.telegram.context import Assistant
from web.telegram.engine import Engine
from web.telegram.poll import poll

TABLES_SECONDS = 60.0
LOOK_SECONDS = 0.25


class Command(BaseCommand):
    """One process for a bot: Telegram itself refuses a second one."""

    help = "Ask Telegram for updates and answer them, until stopped."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        telegram = settings.DALEEL.telegram
        if not telegram.token:
            raise CommandError(
                "DALEEL_TELEGRAM_TOKEN is empty; set it to the token that @BotFather gave you", returncode=2
            )
        if telegram.webhook:
            raise CommandError(
                "DALEEL_TELEGRAM_MODE is webhook: web takes the updates; set it to polling", returncode=2
            )
        _wait_for_tables()
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:  # web's own, through uvicorn
                runner.run(_poll())
        except TelegramUnauthorizedError as error:
            raise CommandError(
                "Telegram does not know the token in DALEEL_TELEGRAM_TOKEN; ask @BotFather for it",
                returncode=2,
            ) from error


async def _poll() -> None:
    """Poll until SIGTERM or SIGINT; what is not done then is done after the next start."""
    telegram = settings.DALEEL.telegram
    bot = open_bot(telegram)
    service = chat_service()
    engine = Engine(bot, Assistant(service), restores_order=False)
    introducing: asyncio.Task[None] | None = None
    work = asyncio.current_task()
    assert work is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        try:
            await engine.start()
            await setup.listen_softly(bot, telegram)
            introducing = asyncio.create_task(setup.introduce_softly(bot))
            await poll(bot, engine)
        finally:
            if introducing is not None:
                introducing.cancel()
            await engine.stop()
            await service.close()


def _wait_for_tables() -> None:
    """Web makes them at its own start, perhaps at this very moment."""
    deadline = time.monotonic() + TABLES_SECONDS
    while True:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            connection.close()
            return
        if time.monotonic() > deadline:
            raise CommandError(
                "the tables are not up to date; start web, or run 'manage.py migrate'", returncode=2
            )
        time.sleep(LOOK_SECONDS)
