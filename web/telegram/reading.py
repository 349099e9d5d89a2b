"""What the engine needs to know of an update before it is handled."""

from __future__ import annotations

from aiogram.types import Message, Update

from web.telegram.desk import user_id_of
from web.telegram.inbox import Incoming
from web.telegram.lanes import Lane

WHOLE_CHAT = 0
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]


def lane_of(update: Update) -> Lane | None:
    """Whose lane the update takes; None for what we do not handle."""
    if (message := updated_message(update)) is not None:
        return message.chat.id, user_id_of(message)
    query = update.callback_query
    if query is not None and query.message is not None:
        return query.message.chat.id, query.from_user.id
    if (event := update.my_chat_member) is not None:
        return event.chat.id, event.from_user.id if event.chat.id > 0 else WHOLE_CHAT
    return None


def updated_message(update: Update) -> Message | None:
    """The message that was written, or written anew."""
    return update.message or update.edited_message


def incoming_of(update: Update, body: str) -> Incoming | None:
    """The update as it is stored; None for what we do not handle."""
    lane, message = lane_of(update), updated_message(update)
    if lane is None:
        return None
    return Incoming(update.update_id, lane, message.message_id if message is not None else None, body)


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
