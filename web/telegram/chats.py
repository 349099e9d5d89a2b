"""Chats that are lost to us, and groups that are another chat by now: remembered, and written down."""

from __future__ import annotations

from aiogram.types import Message

from web.database import in_database
from web.telegram import outbox
from web.telegram.conversations import Conversations, follow_migration
from web.telegram.lanes import Lane
from web.telegram.models import Chat


class Chats:
    """`load` it before it is asked."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._lost: set[int] = set()
        self._moved: dict[int, int] = {}

    async def load(self) -> None:
        """Read what was written down."""
        for chat in await in_database(lambda: list(Chat.objects.all())):
            if chat.gone:
                self._lost.add(chat.chat_id)
            if chat.migrated_to is not None:
                self._moved[chat.chat_id] = chat.migrated_to

    def is_lost(self, chat_id: int) -> bool:
        """Whether nothing can be sent there."""
        return chat_id in self._lost

    async def lost(self, chat_id: int) -> None:
        """We were blocked or put out: what waits for the chat is dropped."""
        self._lost.add(chat_id)
        await in_database(_mark, chat_id, gone=True)
        await in_database(outbox.drop_all, chat_id)

    async def found(self, chat_id: int) -> None:
        """Somebody speaks to us there again."""
        if chat_id in self._lost:
            self._lost.discard(chat_id)
            await in_database(_mark, chat_id, gone=False)

    async def migrated(self, old: int, new: int) -> None:
        """A group became a supergroup; both of its notices, and Telegram's error, may tell so."""
        if self._moved.get(old) != new:
            self._moved[old] = new
            await in_database(follow_migration, old, new)
            self._conversations.forget_chat(old)
            self._conversations.forget_chat(new)

    def now(self, lane: Lane) -> Lane:
        """The lane as it is called today."""
        return self._moved.get(lane[0], lane[0]), lane[1]

    def moved(self, message: Message) -> Message:
        """The message as if it had been written where its chat is today."""
        new = self._moved.get(message.chat.id)
        if new is None:
            return message
        return message.model_copy(
            update={"chat": message.chat.model_copy(update={"id": new, "type": "supergroup"})}
        )


def _mark(chat_id: int, *, gone: bool) -> None:
    Chat.objects.update_or_create(chat_id=chat_id, defaults={"gone": gone})
