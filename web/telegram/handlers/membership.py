"""The bot itself let in, put out, blocked or welcomed back."""

from __future__ import annotations

from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated

from web.database import in_database
from web.telegram import inbox
from web.telegram.conversations import DEFAULT_LANGUAGE
from web.telegram.desk import Desk
from web.telegram.layout import plain
from web.telegram.outbox import Place
from web.telegram.sentences import LANGUAGES, in_language

OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def is_outside(event: ChatMemberUpdated) -> bool:
    """Whether we may no longer write to the chat."""
    return event.new_chat_member.status in OUTSIDE


async def on_membership(desk: Desk, update_id: int, event: ChatMemberUpdated) -> None:
    """Say how to speak to us where a group has let us in; all else is silent.

    A change of rights is no entrance, and a small group that becomes a supergroup has met us before.
    """
    entered = event.old_chat_member.status in OUTSIDE and not is_outside(event)
    if not entered or event.chat.type not in GROUPS:
        await in_database(inbox.done, update_id)
        return
    code = (event.from_user.language_code or "").partition("-")[0]
    language = code if code in LANGUAGES else DEFAULT_LANGUAGE
    greeting = in_language(language).group_start.format(username=desk.me.username)
    await desk.say(update_id, None, Place(event.chat.id), [plain(greeting, language)])
