"""Long polling: ask Telegram for updates, store them, and ask for the next, which acknowledges these."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError

from web.telegram.engine import Engine
from web.telegram.reading import WANTED

logger = logging.getLogger(__name__)

ASK_SECONDS = 25  # that Telegram holds the line while nothing comes
MORE_SECONDS = 10
MOST = 100  # at a time, says Telegram
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, whose answer aiogram would refuse whole for one update that it cannot read."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None
    limit: int
    timeout: int
    allowed_updates: list[str]


async def poll(bot: Bot, engine: Engine) -> None:
    """Take updates until cancelled; TelegramUnauthorizedError when the token is withdrawn."""
    offset: int | None = None
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            found = await bot(
                GetRawUpdates(offset=offset, limit=MOST, timeout=ASK_SECONDS, allowed_updates=WANTED),
                request_timeout=ASK_SECONDS + MORE_SECONDS,
            )
            pause = FIRST_PAUSE_SECONDS
        except TelegramUnauthorizedError:
            raise
        except AiogramError as error:
            if isinstance(error, TelegramConflictError):
                logger.error("another process asks for this bot's updates; there must be one: %s", error)
            else:
                logger.warning("no updates (%s); asked again in %.1f s", error, pause)
            await asyncio.sleep(error.retry_after if isinstance(error, TelegramRetryAfter) else pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            continue
        if found:
            await engine.take(list(_readable(found)))
            offset = max(int(each["update_id"]) for each in found) + 1


def _readable(found: list[dict[str, Any]]) -> Iterator[tuple[Update, str]]:
    """Each update with its JSON; one of a kind that aiogram does not know holds up no other."""
    for each in found:
        try:
            yield Update.model_validate(each), json.dumps(each)
        except ValidationError as error:
            logger.error("update %s cannot be read: %s", each.get("update_id"), error)
