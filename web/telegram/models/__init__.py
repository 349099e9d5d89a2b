"""Telegram's tables; conversations themselves are the chat's (web.chat.models)."""

from web.telegram.models.chat import Chat
from web.telegram.models.conversation import Conversation
from web.telegram.models.our_message import OurMessage
from web.telegram.models.stored_update import StoredUpdate

__all__ = ["Chat", "Conversation", "OurMessage", "StoredUpdate"]
