"""Telegram's side of the line: aiogram's client, and nothing of its dispatcher.

aiogram 3 was taken because it is kept up with the Bot API within days, is MIT (python-telegram-bot is LGPL-3),
speaks over aiohttp, whose parser is C and keeps a call near half a millisecond of CPU, and gives each of
Telegram's errors a class. Its dispatcher is left out: it takes updates from memory, and ours come from a table,
so that none is lost with the process.
"""

from __future__ import annotations

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import LinkPreviewOptions

from web.environment import Telegram

CALL_SECONDS = 15.0
CONNECTIONS = 64


def open_bot(settings: Telegram) -> Bot:
    """Return the client of the bot that the token names; nothing is asked of Telegram yet."""
    session = AiohttpSession(
        api=TelegramAPIServer.from_base(settings.api), timeout=CALL_SECONDS, limit=CONNECTIONS
    )
    defaults = DefaultBotProperties(
        parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
    )
    return Bot(settings.token, session=session, default=defaults)
