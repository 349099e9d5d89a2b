"""Rows of the outbox delivered: sent, changed or deleted, and tried again as long as that helps.

A message that was perhaps sent is looked for before it is sent again (web.telegram.delivery_probe). One gap
stays: a crash after Telegram took a message, whose id then turns out to be none of those that are tried,
sends it twice; that takes more messages lost to us in that moment than are allowed for there.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from html import unescape
from typing import Any

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramMigrateToChat, TelegramRetryAfter

from web.database import in_database
from web.telegram import outbox
from web.telegram.api import EditText, Failure, SendText, failure_of
from web.telegram.batch import Batch
from web.telegram.content import Content, keyboard_of
from web.telegram.delivery_probe import LatestIds, PendingUpdates, candidate_ids
from web.telegram.layout import html_of
from web.telegram.models import OurMessage

logger = logging.getLogger(__name__)

State = OurMessage.State
WORTH_SENDING = timedelta(hours=24)  # an answer that could not be sent for longer is dropped
LINGER_SECONDS = 0.2
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
_TAG = re.compile(r"<[^>]*>")


class Delivery:
    """`gone` is told of a chat that cannot be written to, `migrated` of one that became another.

    `latest_ids` is told here of what we send; of what comes, whoever takes it tells.
    """

    def __init__(self, bot: Bot, gone: Callable[[int], Any], migrated: Callable[[int, int], Any]) -> None:
        self._bot, self._gone, self._migrated = bot, gone, migrated
        self.latest_ids, self._pending = LatestIds(), PendingUpdates(bot)
        self._settled: Batch[tuple[int, dict[str, Any]], None] = Batch(
            lambda changes: in_database(outbox.settle, changes), linger_seconds=LINGER_SECONDS
        )
        self._unwritten: dict[int, int] = {}  # how many shown messages of a chat are not yet written so
        self._probing = asyncio.Lock()

    async def deliver(self, rows: list[OurMessage]) -> None:
        """Bring rows into their chat, one by one; return when each is shown, deleted or dropped."""
        for row in rows:
            await self._deliver(row)

    async def _deliver(self, row: OurMessage) -> None:
        """A row that is SENDING when it comes here was not sent; see `probe` for one that may have been."""
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
            row.floor = max(row.floor, self.latest_ids.latest(row.chat_id))
            await self._settle(row, State.SENDING, floor=row.floor)
        if row.state == State.SENDING:
            message_id = await self._send(row)
            self.latest_ids.saw(row.chat_id, message_id)
            self._settle_soon(row, message_id)
        elif row.state == State.CHANGED:
            await self._edit(row, row.message_id or 0)
            await self._settle(row, State.SHOWN)
        elif row.state == State.REMOVED:
            await self._bot.delete_message(row.chat_id, row.message_id or 0)
            await self._settle(row, State.DROPPED)

    async def probe(self, row: OurMessage) -> None:
        """Settle a row of which nobody knows whether it was sent: shown where it is found, else waiting."""
        async with self._probing:  # what one finds is no candidate of the next
            waiting = await self._pending.wait()
            await self._settled.flush()  # what is known to be shown is written so
            for message_id in await in_database(candidate_ids, row, waiting):
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

    async def _send(self, row: OurMessage) -> int:
        """Return the id under which it is shown."""
        content = Content.of_json(row.content)
        quoted = {"message_id": row.question_id, "allow_sending_without_reply": True}
        sent = await self._bot(
            SendText(
                chat_id=row.chat_id,
                text=html_of(content),
                message_thread_id=row.thread_id,
                reply_parameters=quoted if row.quotes and row.question_id else None,
                reply_markup=keyboard_of(content, row.key, choices_open=row.choices_open),
            )
        )
        return int(sent["message_id"])

    async def _edit(self, row: OurMessage, message_id: int) -> None:
        content = Content.of_json(row.content)
        keyboard = keyboard_of(content, row.key, choices_open=row.choices_open)
        await self._bot(
            EditText(chat_id=row.chat_id, message_id=message_id, text=html_of(content), reply_markup=keyboard)
        )

    async def _after(self, row: OurMessage, error: AiogramError, attempt: int) -> None:
        """Do what a failure asks for; return when the row may be tried again, or is settled."""
        failure = failure_of(error)
        if failure in (Failure.WAIT, Failure.UNSENT, Failure.OURS, Failure.UNSURE):
            pause = _pause_seconds(error, attempt)
            logger.warning("chat %d: %s; tried again in %.1f s", row.chat_id, type(error).__name__, pause)
            await asyncio.sleep(pause)
            if failure is Failure.UNSURE and row.state == State.SENDING:
                await self.probe(row)
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

    async def flush(self, chat_id: int) -> None:
        """Return once all that was shown in a chat is written so: who reads its rows waits for that."""
        if chat_id in self._unwritten:
            await self._settled.flush()

    def _settle_soon(self, row: OurMessage, message_id: int) -> None:
        """Write that a message is shown, a moment later and together with others.

        A crash in that moment leaves it in doubt, and it is found again.
        """
        row.state, row.message_id = State.SHOWN, message_id
        chat_id = row.chat_id
        self._unwritten[chat_id] = self._unwritten.get(chat_id, 0) + 1
        fields = {"state": State.SHOWN, "message_id": message_id}
        writing = self._settled.put((row.pk, fields))
        writing.add_done_callback(partial(self._note_written, chat_id))

    def _note_written(self, chat_id: int, writing: asyncio.Future[None]) -> None:
        if (error := writing.exception()) is not None:
            logger.error("a message shown in chat %d could not be written so: %s", chat_id, error)
        self._unwritten[chat_id] -= 1
        if not self._unwritten[chat_id]:
            del self._unwritten[chat_id]

    async def close(self) -> None:
        """Write what was not yet."""
        await self._settled.flush()

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
