"""Telegram's side of the line: aiogram's client, and nothing of its dispatcher.

aiogram 3 was taken because it is kept up with the Bot API within days, is MIT (python-telegram-bot is
LGPL-3), speaks over aiohttp, whose parser is C and keeps a call near half a millisecond of CPU, and gives
each of Telegram's errors a class. Its dispatcher is left out: it takes updates from memory, and ours come
from a table, so that none is lost with the process.
"""

from __future__ import annotations

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from web.environment import Telegram
from web.telegram.calls import CallSession

CALL_SECONDS = 15.0
CONNECTIONS = 64


def open_bot(settings: Telegram) -> Bot:
    """Return the client of the bot that the token names; nothing is asked of Telegram yet."""
    api = TelegramAPIServer.from_base(settings.api)
    return Bot(settings.token, session=CallSession(api=api, timeout=CALL_SECONDS, limit=CONNECTIONS))
