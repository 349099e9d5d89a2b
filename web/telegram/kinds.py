"""What kind of message it is: words, something that we cannot read, or Telegram's own notice."""

from __future__ import annotations

from aiogram.enums import ContentType
from aiogram.types import Message

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


def kind_of(message: Message) -> str:
    """TEXT, a name in Sentences.unreadable, or NOTICE."""
    return _KINDS.get(ContentType(message.content_type), NOTICE)
