"""What a handler works with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.types import Message, User

from web.database import in_database
from web.telegram import outbox
from web.telegram.addressed import is_private
from web.telegram.assistant import Assistant
from web.telegram.content import Content
from web.telegram.conversations import Conversations
from web.telegram.delivery import Delivery
from web.telegram.models import Conversation
from web.telegram.outbox import Place
from web.telegram.typing_action import Typing


@dataclass(frozen=True, slots=True)
class Desk:
    """`me` is the bot as Telegram knows it."""

    bot: Bot
    me: User
    assistant: Assistant
    conversations: Conversations
    delivery: Delivery
    typing: Typing

    async def say(
        self,
        update_id: int,
        conversation: Conversation | None,
        place: Place,
        contents: list[Content],
        *,
        replaces: bool = False,
        closes_choices: bool = True,
    ) -> None:
        """Write the answer down, the update done with it, and bring it before the chat."""
        if replaces or any(content.choices for content in contents):  # older messages are to be changed
            await self.delivery.written(place.chat_id)
        floor = max(place.floor, self.delivery.numbers.latest(place.chat_id))
        written = await in_database(
            outbox.write,
            update_id,
            conversation,
            replace(place, floor=floor),
            contents,
            replaces=replaces,
            closes_choices=closes_choices,
        )
        await self.delivery.bring(written.rows)
        await self.delivery.bring(written.quieted)


def place_of(message: Message) -> Place:
    """Where the answer to a message goes; in a group it quotes the message."""
    return Place(
        chat_id=message.chat.id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        question_id=message.message_id,
        quotes=not is_private(message),
        floor=message.message_id,
    )


def user_id_of(message: Message) -> int:
    """Who speaks: a person, or the channel or group in whose name somebody does."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else 0
