"""What a handler works with: the assistant, the chat that shows "typing", and where an answer goes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Message, User

from web.api.request_id import answering
from web.chat.cleaning import clean_message, clean_payload
from web.chat.erase import erase
from web.chat.models import Session
from web.chat.reply import Reply
from web.chat.service import ChatService
from web.database import in_database
from web.telegram import outbox
from web.telegram.api import ShowTyping
from web.telegram.content import Content
from web.telegram.conversations import Conversations
from web.telegram.delivery import Delivery
from web.telegram.incoming import is_private
from web.telegram.models import Conversation
from web.telegram.outbox import Place

MAX_TURNS_AT_ONCE = 32  # what gathers while Telegram is away must not all meet Rasa's time-out together
PATIENCE_ASKED_EVERY_SECONDS = 60.0
TYPING_AGAIN_SECONDS = 4.0  # it lasts five, or until a message of ours comes, says Telegram
TYPING_FIRST_AGAIN_SECONDS = 0.7  # an earlier answer may have ended it meanwhile
TYPING_PATIENCE_SECONDS = 5


class Assistant:
    """The chat's service under Telegram's keys: an update asked again after a crash is answered as before."""

    def __init__(self, service: ChatService) -> None:
        self._service = service
        self._places = asyncio.Semaphore(MAX_TURNS_AT_ONCE)
        self._asked_for_patience: dict[str, float] = {}

    async def ask(
        self, session: Session, update_id: int, *, text: str | None = None, payload: str | None = None
    ) -> list[Reply]:
        """Return what the assistant says to a text or a button's payload; ApiError when it fails."""
        asked = clean_message(text) if payload is None else clean_payload(payload)
        key = f"telegram-{update_id}"
        async with self._places:
            with answering(key):
                return list((await self._service.ask(session, asked, key)).replies)

    async def erase(self, session: Session) -> None:
        """Erase the conversation everywhere."""
        await erase(session, self._service.queues)

    def asks_for_patience(self, session: Session) -> bool:
        """Whether a person who writes too fast is to be told so now: once a minute."""
        now = time.monotonic()
        recent = {
            name: at
            for name, at in self._asked_for_patience.items()
            if now - at < PATIENCE_ASKED_EVERY_SECONDS
        }
        is_due = session.sender_id not in recent
        self._asked_for_patience = {session.sender_id: now, **recent}
        return is_due


class Typing:
    """The "typing" under the bot's name: at once when a message comes, and for as long as the answer takes.

    A failure of it is nobody's concern: the answer itself is tried again, this is not.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._tasks: set[asyncio.Task[None]] = set()

    def now(self, chat_id: int, thread_id: int | None) -> None:
        """Show it, without waiting for Telegram."""
        task = asyncio.create_task(self._show(chat_id, thread_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @asynccontextmanager
    async def during(self, chat_id: int, thread_id: int | None) -> AsyncGenerator[None, None]:
        """Keep it up; the first was shown when the message came."""
        task = asyncio.create_task(self._keep(chat_id, thread_id))
        try:
            yield
        finally:
            task.cancel()

    async def close(self) -> None:
        """Forget what is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep(self, chat_id: int, thread_id: int | None) -> None:
        pause = TYPING_FIRST_AGAIN_SECONDS
        while True:
            await asyncio.sleep(pause)
            await self._show(chat_id, thread_id)
            pause = TYPING_AGAIN_SECONDS

    async def _show(self, chat_id: int, thread_id: int | None) -> None:
        with contextlib.suppress(AiogramError):
            call = ShowTyping(chat_id=chat_id, message_thread_id=thread_id)
            await self._bot(call, request_timeout=TYPING_PATIENCE_SECONDS)


@dataclass(frozen=True, slots=True)
class Context:
    """`me` is the bot as Telegram knows it."""

    bot: Bot
    me: User
    assistant: Assistant
    conversations: Conversations
    delivery: Delivery
    typing: Typing

    async def answer(
        self,
        update_id: int,
        conversation: Conversation | None,
        place: Place,
        contents: list[Content],
        *,
        replaces: bool = False,
        closes_choices: bool = True,
    ) -> None:
        """Write the answer down, the update done with it, and deliver it."""
        if replaces or any(content.choices for content in contents):  # older messages are to be changed
            await self.delivery.flush(place.chat_id)
        floor = max(place.floor, self.delivery.latest_ids.latest(place.chat_id))
        written = await in_database(
            outbox.write,
            update_id,
            conversation,
            replace(place, floor=floor),
            contents,
            replaces=replaces,
            closes_choices=closes_choices,
        )
        await self.delivery.deliver(written.rows)
        await self.delivery.deliver(written.closed)


def place_of(message: Message) -> Place:
    """Where the answer to a message goes; in a group it quotes the message."""
    return Place(
        chat_id=message.chat.id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        question_id=message.message_id,
        quotes=not is_private(message),
        floor=message.message_id,
    )
