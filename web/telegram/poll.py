"""Long polling: ask Telegram for updates, store them, and ask for the next, which acknowledges these."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from django.db import DatabaseError
from pydantic import ValidationError

from web.telegram.api import GetRawUpdates
from web.telegram.engine import Engine
from web.telegram.incoming import ALLOWED_UPDATES

logger = logging.getLogger(__name__)

ASK_SECONDS = 25  # that Telegram holds the line while nothing comes
MORE_SECONDS = 10
RUSH_SECONDS = 0.2
MOST = 100  # at a time, says Telegram
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0


async def poll(bot: Bot, engine: Engine) -> None:
    """Take updates until cancelled; TelegramUnauthorizedError when the token is withdrawn."""
    offset: int | None = None
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            found = await _ask(bot, offset)
            await engine.take(list(_readable(found)))
        except TelegramUnauthorizedError:
            raise
        except (AiogramError, DatabaseError) as error:  # what was not acknowledged comes again
            await asyncio.sleep(_note(error, pause))
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            continue
        pause = FIRST_PAUSE_SECONDS
        if found:
            offset = max(int(each["update_id"]) for each in found) + 1


async def _ask(bot: Bot, offset: int | None) -> list[dict[str, Any]]:
    """What comes within ASK_SECONDS; a server that does not hold the line is not asked in a rush."""
    asked = time.monotonic()
    call = GetRawUpdates(offset=offset, limit=MOST, timeout=ASK_SECONDS, allowed_updates=ALLOWED_UPDATES)
    found: list[dict[str, Any]] = await bot(call, request_timeout=ASK_SECONDS + MORE_SECONDS)
    if not found and time.monotonic() - asked < RUSH_SECONDS:
        await asyncio.sleep(RUSH_SECONDS)
    return found


def _note(error: Exception, pause: float) -> float:
    """Log why there are no updates, and return the seconds after which to ask again."""
    if isinstance(error, TelegramConflictError):
        logger.error("another process asks for this bot's updates; there must be one: %s", error)
    elif isinstance(error, DatabaseError):
        logger.error("updates could not be stored: %s", error)
    else:
        logger.warning("no updates: %s", error)
    return float(error.retry_after) if isinstance(error, TelegramRetryAfter) else pause


def _readable(found: list[dict[str, Any]]) -> Iterator[tuple[Update, str]]:
    """Each update with its JSON; one of a kind that aiogram does not know holds up no other."""
    for each in found:
        try:
            yield Update.model_validate(each), json.dumps(each)
        except ValidationError as error:
            where = [".".join(map(str, wrong["loc"])) for wrong in error.errors(include_input=False)]
            logger.error("update %s cannot be read, at %s", each.get("update_id"), ", ".join(where))
