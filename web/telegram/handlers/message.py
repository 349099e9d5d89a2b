"""A message, new or edited: a command, a question, something unreadable, or nothing for us."""

from __future__ import annotations

from aiogram.types import Message

from arabic import has_arabic
from web.database import in_database
from web.telegram import inbox, outbox
from web.telegram.addressed import Addressed, addressed, is_private
from web.telegram.content import Content
from web.telegram.conversations import set_language
from web.telegram.desk import Desk, place_of, user_id_of
from web.telegram.handlers.commands import answer_command
from web.telegram.handlers.question import answered
from web.telegram.kinds import NOTICE, TEXT, kind_of
from web.telegram.layout import plain
from web.telegram.models import Conversation
from web.telegram.outbox import Place
from web.telegram.sentences import in_language


def concerns_us(message: Message, desk_me_id: int) -> bool:
    """Whether a person wrote it: other bots, and we ourselves, are not answered."""
    writer = message.from_user
    return message.sender_chat is not None or (
        writer is not None and not writer.is_bot and writer.id != desk_me_id
    )


async def on_message(desk: Desk, update_id: int, message: Message, *, is_edit: bool = False) -> None:
    """Answer a message, or let it be; an edited question changes its answer."""
    kind, said = kind_of(message), addressed(message, desk.me)
    place = place_of(message)
    if is_edit and (said is None or kind != TEXT):
        # A place that moves, a caption: Telegram says "edited" of much that nobody wrote anew.
        await in_database(inbox.done, update_id)
        return
    if kind == NOTICE or said is None or not concerns_us(message, desk.me.id):
        await in_database(inbox.done, update_id)
        return
    if is_edit:
        await desk.delivery.written(place.chat_id)
    replaces = is_edit and await in_database(outbox.has_answers, place)
    conversation = await _conversation(desk, message, said)
    contents = await _contents(desk, update_id, conversation, place, message, kind, said)
    await desk.say(update_id, conversation, place, contents, replaces=replaces)


async def _conversation(desk: Desk, message: Message, said: Addressed) -> Conversation:
    """The conversation; until a language is chosen, who writes Arabic is spoken to in Arabic."""
    language = message.from_user.language_code if message.from_user is not None else None
    conversation = await desk.conversations.of(message.chat.id, user_id_of(message), language)
    if not conversation.language_chosen and conversation.session.language != "ar" and has_arabic(said.text):
        await in_database(set_language, conversation, "ar", chosen=False)
    return conversation


async def _contents(
    desk: Desk,
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
        return [plain(sentences.unreadable[kind], language)]
    if said.command is not None:
        return await answer_command(desk, update_id, conversation, place, said.command)
    if not said.text and not is_private(message):
        return [plain(sentences.nothing_asked, language)]
    return await answered(desk, update_id, conversation, place, text=said.text)
