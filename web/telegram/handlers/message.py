"""A message, new or edited: a command, a question, something unreadable, or nothing for us.

And the bot itself let into a chat, put out, blocked or welcomed back.
"""

from __future__ import annotations

from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated, Message

from arabic import has_arabic
from web.database import in_database
from web.telegram import inbox, outbox
from web.telegram.content import Content
from web.telegram.context import Context, place_of
from web.telegram.conversations import set_language
from web.telegram.handlers.commands import answer_command
from web.telegram.handlers.question import answered
from web.telegram.incoming import (
    NOTICE,
    TEXT,
    Addressed,
    addressed,
    is_from_a_person,
    is_private,
    kind_of,
    user_id_of,
)
from web.telegram.layout import plain
from web.telegram.models import Conversation
from web.telegram.outbox import Place
from web.telegram.sentences import DEFAULT_LANGUAGE, LANGUAGES, in_language

OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


async def on_message(context: Context, update_id: int, message: Message, *, is_edit: bool = False) -> None:
    """Answer a message, or let it be; an edited question changes its answer."""
    kind, said = kind_of(message), addressed(message, context.me)
    place = place_of(message)
    if is_edit and (said is None or kind != TEXT):
        # A place that moves, a caption: Telegram says "edited" of much that nobody wrote anew.
        await in_database(inbox.done, update_id)
        return
    if kind == NOTICE or said is None or not is_from_a_person(message, context.me):
        await in_database(inbox.done, update_id)
        return
    if is_edit:
        await context.delivery.flush(place.chat_id)
    replaces = is_edit and await in_database(outbox.has_answers, place)
    conversation = await _conversation(context, message, said)
    contents = await _contents(context, update_id, conversation, place, message, kind, said)
    await context.answer(update_id, conversation, place, contents, replaces=replaces)


async def _conversation(context: Context, message: Message, said: Addressed) -> Conversation:
    """The conversation; until a language is chosen, who writes Arabic is spoken to in Arabic."""
    language = message.from_user.language_code if message.from_user is not None else None
    conversation = await context.conversations.of(message.chat.id, user_id_of(message), language)
    if not conversation.language_chosen and conversation.session.language != "ar" and has_arabic(said.text):
        await in_database(set_language, conversation, "ar", chosen=False)
    return conversation


async def _contents(
    context: Context,
    update_id: int,
    conversation: Conversation,
    place: Place,
    message: Message,
    kind: str,
    said: Addressed,
) -> list[Content]:
    language = conversation.session.language
    sentences = in_language(language)
    if kind != TEXT:
        return [plain(f"{sentences.unreadable[kind]} {sentences.instead}", language)]
    if said.command is not None:
        return await answer_command(context, update_id, conversation, place, said.command)
    if not said.text and not is_private(message):
        return [plain(sentences.nothing_asked, language)]
    return await answered(context, update_id, conversation, place, text=said.text)


def is_outside(event: ChatMemberUpdated) -> bool:
    """Whether we may no longer write to the chat."""
    return event.new_chat_member.status in OUTSIDE


async def on_membership(context: Context, update_id: int, event: ChatMemberUpdated) -> None:
    """Say how to speak to us where a group has let us in; all else is silent.

    A change of rights is no entrance, and a small group that becomes a supergroup has met us before.
    """
    entered = event.old_chat_member.status in OUTSIDE and not is_outside(event)
    if not entered or event.chat.type not in GROUPS:
        await in_database(inbox.done, update_id)
        return
    code = (event.from_user.language_code or "").partition("-")[0]
    language = code if code in LANGUAGES else DEFAULT_LANGUAGE
    greeting = in_language(language).group_start.format(username=context.me.username)
    await context.answer(update_id, None, Place(event.chat.id), [plain(greeting, language)])
