"""What Telegram is told of the bot: its commands and descriptions in each language, and where to call us."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.types import BotCommand, User

from contract.segments import ELLIPSIS
from web.environment import Telegram
from web.telegram.api import GetMe
from web.telegram.incoming import ALLOWED_UPDATES
from web.telegram.sentences import DEFAULT_LANGUAGE, LANGUAGES, in_language

Result = TypeVar("Result")

logger = logging.getLogger(__name__)

WEBHOOK_PATH = "/telegram/webhook"
MAX_CONNECTIONS = 40
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 60.0
MAX_DESCRIPTION, MAX_SHORT_DESCRIPTION = 512, 120  # Telegram's own limits, in characters
EVERYWHERE = ""  # who has none of our languages reads the default


async def who_we_are(bot: Bot) -> User:
    """Return the bot's account, however long Telegram is away; TelegramUnauthorizedError for a bad token."""
    return await _persist(lambda: ask_who_we_are(bot))


async def ask_who_we_are(bot: Bot) -> User:
    """Return the bot's account; only its id and its names are taken from what is sent."""
    me = await bot(GetMe())
    return User(id=me["id"], is_bot=True, first_name=me["first_name"], username=me.get("username"))


async def _persist(call: Callable[[], Awaitable[Result]]) -> Result:
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            return await call()
        except TelegramUnauthorizedError:
            raise
        except AiogramError as error:
            logger.warning("Telegram does not answer (%s); tried again in %.0f s", error, pause)
            await asyncio.sleep(error.retry_after if isinstance(error, TelegramRetryAfter) else pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


async def introduce(bot: Bot) -> None:
    """Set commands, description and short description; what holds already costs nothing but the asking."""
    for code in (EVERYWHERE, *LANGUAGES):
        sentences = in_language(code or DEFAULT_LANGUAGE)
        commands = [BotCommand(command=name, description=says) for name, says in sentences.commands.items()]
        if (await bot.get_my_commands(language_code=code or None)) != commands:
            await bot.set_my_commands(commands, language_code=code or None)
        description = _cut(sentences.description, MAX_DESCRIPTION)
        if (await bot.get_my_description(code or None)).description != description:
            await bot.set_my_description(description, code or None)
        short = _cut(sentences.short_description, MAX_SHORT_DESCRIPTION)
        if (await bot.get_my_short_description(code or None)).short_description != short:
            await bot.set_my_short_description(short, code or None)


async def introduce_softly(bot: Bot) -> None:
    """The same at a start: a bot whose menu is yesterday's still answers."""
    for pause in (5.0, 60.0, 600.0):
        try:
            await introduce(bot)
            return
        except AiogramError as error:
            logger.warning("the bot's menu could not be set: %s", error)
            await asyncio.sleep(pause)


async def listen_softly(bot: Bot, settings: Telegram) -> None:
    """The same at a start, however long Telegram is away; TelegramUnauthorizedError for a bad token."""
    await _persist(lambda: listen(bot, settings))


async def listen(bot: Bot, settings: Telegram) -> None:
    """Let Telegram call us, where a public address is set; otherwise whoever set one keeps it."""
    if settings.webhook and settings.public_url:
        await bot.set_webhook(
            settings.public_url + WEBHOOK_PATH,
            secret_token=settings.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MAX_CONNECTIONS,
        )
    elif not settings.webhook:
        await bot.delete_webhook()  # what waits stays: getUpdates is refused where a webhook is set


def _cut(text: str, most: int) -> str:
    """A text that Telegram takes: where a subject of many words makes it too long, cut at a word's end."""
    return text if len(text) <= most else f"{text[: most - 1].rpartition(' ')[0]}{ELLIPSIS}"
