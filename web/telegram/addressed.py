"""Whether a message of a group is meant for us, and what of it is the question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiogram.enums import ChatType, MessageEntityType
from aiogram.types import Message, MessageEntity, User

_SPACES = re.compile(" {2,}")  # where our name was


@dataclass(frozen=True, slots=True)
class Command:
    """A command without its slash and the bot's name; `argument` is the rest of the message."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """What is said to us: a command, or a text that may be empty."""

    text: str
    command: Command | None = None


def is_private(message: Message) -> bool:
    """Whether nobody else reads the chat."""
    return message.chat.type == ChatType.PRIVATE


def addressed(message: Message, me: User) -> Addressed | None:
    """What is said to us in the message; None where a group talks among itself, or to another bot."""
    text = message.text if message.text is not None else message.caption or ""
    entities = (message.entities if message.text is not None else message.caption_entities) or []
    first = entities[0] if entities else None
    if message.text is not None and first is not None and _is_command(first):
        return _commanded(message, text, first, me)
    without, mentioned = _without_mentions(text, entities, me)
    if is_private(message) or mentioned or _replies_to(message, me):
        return Addressed(without.strip() if mentioned else text)
    return None


def _is_command(entity: MessageEntity) -> bool:
    return entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0


def _commanded(message: Message, text: str, entity: MessageEntity, me: User) -> Addressed | None:
    name, _, bot = entity.extract_from(text).removeprefix("/").partition("@")
    if bot and bot.lower() != (me.username or "").lower():
        return None
    # Who types a slash in a private chat may mean no command: the text is kept beside it.
    return Addressed(text, Command(name.lower(), text[len(entity.extract_from(text)) :].strip()))


def _without_mentions(text: str, entities: list[MessageEntity], me: User) -> tuple[str, bool]:
    """The text without our name, and whether it was there."""
    spans = [(each.offset, each.length) for each in entities if _names_us(each, text, me)]
    data = text.encode("utf-16-le")  # Telegram counts in these units
    for offset, length in reversed(spans):
        data = data[: 2 * offset] + data[2 * (offset + length) :]
    return _SPACES.sub(" ", data.decode("utf-16-le")) if spans else text, bool(spans)


def _names_us(entity: MessageEntity, text: str, me: User) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    name = entity.extract_from(text).removeprefix("@")
    return entity.type == MessageEntityType.MENTION and name.lower() == (me.username or "").lower()


def _replies_to(message: Message, me: User) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == me.id
