"""`manage.py telegram_setup`: tell Telegram the bot's commands and descriptions, and where to call us."""

from __future__ import annotations

import asyncio
from typing import Any

from aiogram.exceptions import AiogramError
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from web.telegram import setup
from web.telegram.api import open_bot


class Command(BaseCommand):
    """The same is done at every start; here it says what went wrong."""

    help = "Set the bot's menu and descriptions, and its webhook where the mode is webhook."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DALEEL.telegram.token:
            raise CommandError(
                "DALEEL_TELEGRAM_TOKEN is empty; set it to the token that @BotFather gave you", returncode=2
            )
        try:
            self.stdout.write(asyncio.run(_set_up()))
        except AiogramError as error:
            raise CommandError(f"Telegram did not take it: {error}", returncode=2) from error


async def _set_up() -> str:
    telegram = settings.DALEEL.telegram
    bot = open_bot(telegram)
    try:
        me = await setup.ask_who_we_are(bot)
        await setup.introduce(bot)
        await setup.listen(bot, telegram)
    finally:
        await bot.session.close()
    how = "calls the webhook" if telegram.webhook else "is asked by 'manage.py telegram_poll'"
    return f"@{me.username} is set up and {how}: https://t.me/{me.username}"
