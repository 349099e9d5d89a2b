"""A row of the outbox brought before its chat: sent, changed or deleted, and tried again as long as that helps.

What cannot be told apart is looked for before it is sent again (web.telegram.unsure). One gap stays: a crash
after Telegram took a message, whose number then turns out to be none of those that are tried, sends it twice.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import Message, ReplyParameters

from web.database import in_database
from web.telegram import outbox, unsure
from web.telegram.batch import Batch
from web.telegram.clock import WORTH_SENDING
from web.telegram.content import Content
from web.telegram.failures import Failure, failure_of
from web.telegram.keyboard import keyboard_of
from web.telegram.models import OurMessage
from web.telegram.view import html_of

logger = logging.getLogger(__name__)

State = OurMessage.State
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
_TAG = re.compile(r"<[^>]*>")


class Delivery:
    """`gone` is told of a chat that cannot be written to, `migrated` of one that became another."""

    def __init__(self, bot: Bot, gone: Callable[[int], Any], migrated: Callable[[int, int], Any]) -> None:
        self._bot, self._gone, self._migrated = bot, gone, migrated
        self._settled: Batch[tuple[int, dict[str, Any]], None] = Batch(
            lambda changes: in_database(outbox.settle, changes)
        )
        self._looking = asyncio.Lock()

    async def bring(self, rows: list[OurMessage]) -> None:
        """Bring rows before their chat, one after the other; return when each is shown, deleted or dropped."""
        for row in rows:
            await self._bring(row)

    async def _bring(self, row: OurMessage) -> None:
        """A row that says SENDING when it comes here has not been sent, unless it was found so (see `find`)."""
        attempt = 0
        while row.state in outbox.UNSETTLED:
            is_new = row.state in (State.WAITING, State.SENDING)
            if is_new and datetime.now(UTC) - row.created_at > WORTH_SENDING:
                await self._settle(row, State.DROPPED)
                return
            try:
                await self._try(row)
            except AiogramError as error:
                attempt += 1
                await self._after(row, error, attempt)

    async def _try(self, row: OurMessage) -> None:
        if row.state == State.WAITING:
            await self._settle(row, State.SENDING)
        if row.state == State.SENDING:
            sent = await self._send(row)
            await self._settle(row, State.SHOWN, message_id=sent.message_id)
        elif row.state == State.CHANGED:
            await self._edit(row, row.message_id or 0)
            await self._settle(row, State.SHOWN)
        elif row.state == State.REMOVED:
            await self._bot.delete_message(row.chat_id, row.message_id or 0)
            await self._settle(row, State.DROPPED)

    async def find(self, row: OurMessage) -> None:
        """Settle a row of which nobody knows whether it was sent: shown where it is found, else waiting."""
        async with self._looking:  # what one finds is no candidate of the next
            for message_id in await in_database(unsure.candidates, row):
                if await self._is_there(row, message_id):
                    await self._settle(row, State.SHOWN, message_id=message_id)
                    return
            await self._settle(row, State.WAITING)

    async def _is_there(self, row: OurMessage, message_id: int) -> bool:
        attempt = 0
        while True:
            try:
                await self._edit(row, message_id)
                return True
            except AiogramError as error:
                attempt += 1
                failure = failure_of(error)
                if failure not in (Failure.WAIT, Failure.UNSENT, Failure.UNSURE, Failure.OURS):
                    return failure is Failure.SAME
                await asyncio.sleep(_pause_seconds(error, attempt))

    async def _send(self, row: OurMessage) -> Message:
        content = Content.of_json(row.content)
        return await self._bot.send_message(
            row.chat_id,
            html_of(content),
            message_thread_id=row.thread_id,
            reply_parameters=ReplyParameters(message_id=row.question_id, allow_sending_without_reply=True)
            if row.quotes and row.question_id
            else None,
            reply_markup=keyboard_of(content, row.key, choices_open=row.choices_open),
        )

    async def _edit(self, row: OurMessage, message_id: int) -> None:
        content = Content.of_json(row.content)
        await self._bot.edit_message_text(
            html_of(content),
            chat_id=row.chat_id,
            message_id=message_id,
            reply_markup=keyboard_of(content, row.key, choices_open=row.choices_open),
        )

    async def _after(self, row: OurMessage, error: AiogramError, attempt: int) -> None:
        """Do what a failure asks for; return when the row may be tried again, or is settled."""
        failure = failure_of(error)
        if failure in (Failure.WAIT, Failure.UNSENT, Failure.OURS, Failure.UNSURE):
            pause = _pause_seconds(error, attempt)
            logger.warning("chat %d: %s; tried again in %.1f s", row.chat_id, type(error).__name__, pause)
            await asyncio.sleep(pause)
            if failure is Failure.UNSURE and row.state == State.SENDING:
                await self.find(row)
        elif failure is Failure.MIGRATED and isinstance(error, TelegramMigrateToChat):
            await self._migrated(row.chat_id, error.migrate_to_chat_id)
            row.chat_id = error.migrate_to_chat_id
            # Ids of the old chat mean nothing in the new one.
            fields = {"chat_id": row.chat_id, "question_id": None, "quotes": False, "floor": 0}
            row.question_id, row.quotes, row.floor = None, False, 0
            await self._settle(row, State.WAITING if row.state == State.SENDING else State.DROPPED, **fields)
        elif failure is Failure.GONE:
            await self._settle(row, State.DROPPED)
            await self._gone(row.chat_id)
        elif failure is Failure.SAME:
            await self._settle(row, State.SHOWN)
        elif failure is Failure.NO_SUCH_TOPIC and row.thread_id is not None:
            row.thread_id = None
        elif failure is Failure.UNPARSABLE and _TAG.search(row.content["html"]):
            logger.error("message %d could not be parsed and is sent without marks", row.pk)
            row.content = {**row.content, "html": _without_marks(row.content["html"])}
        else:
            if failure is Failure.REFUSED:
                logger.error("message %d of chat %d was refused: %s", row.pk, row.chat_id, error)
            await self._settle(row, State.DROPPED)

    async def _settle(self, row: OurMessage, state: str, **fields: Any) -> None:
        row.state = state
        if "message_id" in fields:
            row.message_id = fields["message_id"]
        await self._settled.add((row.pk, {"state": state, **fields}))


def _pause_seconds(error: AiogramError, attempt: int) -> float:
    """What Telegram asks for, else longer each time, and not in step with others."""
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    doubled = FIRST_PAUSE_SECONDS * 2.0 ** min(attempt - 1, 10)
    return min(LONGEST_PAUSE_SECONDS, doubled) * random.uniform(0.8, 1.2)  # noqa: S311


def _without_marks(html: str) -> str:
    """The text, escaped anew without any tag."""
    return unescape(_TAG.sub("", html)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
