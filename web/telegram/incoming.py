"""What an update is, before it is handled: whose queue it joins, what kind of message, what is said to us."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiogram.enums import ChatType, ContentType, MessageEntityType
from aiogram.types import Message, MessageEntity, Update, User

from web.telegram.inbox import Incoming
from web.telegram.ordering import QueueKey

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
WHOLE_CHAT = 0  # in place of a person's id
TEXT, NOTICE = "text", ""

# By the names in Sentences.unreadable. What is not here is a notice (a title changed, a member came): nobody
# waits for an answer to it.
_KINDS = {
    ContentType.TEXT: TEXT,
    ContentType.VOICE: "voice",
    ContentType.AUDIO: "voice",
    ContentType.VIDEO_NOTE: "voice",
    ContentType.PHOTO: "photo",
    ContentType.VIDEO: "video",
    ContentType.ANIMATION: "video",
    ContentType.DOCUMENT: "document",
    ContentType.STICKER: "sticker",
    ContentType.LOCATION: "location",
    ContentType.VENUE: "location",
    ContentType.CONTACT: "contact",
    ContentType.POLL: "poll",
    ContentType.DICE: "other",
    ContentType.GAME: "other",
    ContentType.STORY: "other",
    ContentType.PAID_MEDIA: "other",
    ContentType.INVOICE: "other",
    ContentType.CHECKLIST: "other",
}
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


def queue_of(update: Update) -> QueueKey | None:
    """The queue that the update joins; None for what we do not handle."""
    if (message := updated_message(update)) is not None:
        return message.chat.id, user_id_of(message)
    query = update.callback_query
    if query is not None and query.message is not None:
        return query.message.chat.id, query.from_user.id
    if (event := update.my_chat_member) is not None:
        return event.chat.id, event.from_user.id if event.chat.id > 0 else WHOLE_CHAT
    return None


def incoming_of(update: Update, body: str) -> Incoming | None:
    """The update as it is stored; None for what we do not handle."""
    queue, message = queue_of(update), updated_message(update)
    if queue is None:
        return None
    return Incoming(update.update_id, queue, message.message_id if message is not None else None, body)


def updated_message(update: Update) -> Message | None:
    """The message that was written, or written anew."""
    return update.message or update.edited_message


def migration_of(update: Update) -> tuple[int, int] | None:
    """The old and the new chat, where a group tells that it became a supergroup."""
    message = update.message
    if message is None:
        return None
    if message.migrate_to_chat_id is not None:
        return message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id is not None:
        return message.migrate_from_chat_id, message.chat.id
    return None


def kind_of(message: Message) -> str:
    """TEXT, a name in Sentences.unreadable, or NOTICE."""
    return _KINDS.get(ContentType(message.content_type), NOTICE)


def user_id_of(message: Message) -> int:
    """Who speaks: a person, or the channel or group in whose name somebody does."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else 0


def is_from_a_person(message: Message, me: User) -> bool:
    """Whether a person wrote it: other bots, and we ourselves, are not answered."""
    writer = message.from_user
    return message.sender_chat is not None or (
        writer is not None and not writer.is_bot and writer.id != me.id
    )


def is_private(message: Message) -> bool:
    """Whether nobody else reads the chat."""
    return message.chat.type == ChatType.PRIVATE


def addressed(message: Message, me: User) -> Addressed | None:
    """What is said to us in the message; None where a group talks among itself, or to another bot."""
    text = message.text if message.text is not None else message.caption or ""
    entities = (message.entities if message.text is not None else message.caption_entities) or []
    first = entities[0] if entities else None
    if message.text is not None and first is not None and _is_command(first):
        return _commanded(text, first, me)
    without, mentioned = _without_mentions(text, entities, me)
    if is_private(message) or mentioned or _replies_to(message, me):
        return Addressed(without.strip() if mentioned else text)
    return None


def _is_command(entity: MessageEntity) -> bool:
    return entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0


def _commanded(text: str, entity: MessageEntity, me: User) -> Addressed | None:
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
