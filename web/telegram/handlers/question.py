"""A question asked of the assistant, and its answer or the reason why there is none."""

from __future__ import annotations

import asyncio
import logging

from web.api.errors import ApiError
from web.chat.reply import Reply
from web.database import in_database
from web.telegram import outbox
from web.telegram.content import Content
from web.telegram.context import Context
from web.telegram.layout import contents_of, plain
from web.telegram.models import Conversation
from web.telegram.outbox import Place
from web.telegram.sentences import in_language

logger = logging.getLogger(__name__)

TIMES = 3
TOO_MANY, ERASED = "too_many_messages", "session_unknown"


class ConversationErased(Exception):
    """The conversation went while we looked; handle the update again."""


async def ask(
    context: Context,
    update_id: int,
    conversation: Conversation,
    place: Place,
    *,
    text: str | None = None,
    payload: str | None = None,
) -> list[Reply]:
    """Return the assistant's replies; ApiError when it refuses or fails.

    Who writes too fast is answered later, and told so once: a flood slows its own conversation alone.
    """
    for attempt in range(TIMES):
        try:
            async with context.typing.during(place.chat_id, place.thread_id):
                return await context.assistant.ask(
                    conversation.session, update_id, text=text, payload=payload
                )
        except ApiError as error:
            if error.code == ERASED:  # by staff; the next time finds a new conversation
                context.conversations.forget(conversation)
                raise ConversationErased from error
            if error.code != TOO_MANY or attempt == TIMES - 1:
                raise
            await _ask_for_patience(context, update_id, conversation, place)
            await asyncio.sleep(error.retry_after_seconds or 1)
    raise AssertionError("the last time returns or raises")


async def answered(
    context: Context,
    update_id: int,
    conversation: Conversation,
    place: Place,
    *,
    text: str | None = None,
    payload: str | None = None,
) -> list[Content]:
    """The assistant's answer as messages; where it refuses or fails, its sentence of regret."""
    language = conversation.session.language
    try:
        replies = await ask(context, update_id, conversation, place, text=text, payload=payload)
    except ApiError as error:
        return [refusal(error, language)]
    return [content for reply in replies for content in contents_of(reply, language)]


def refusal(error: ApiError, language: str) -> Content:
    """Why there is no answer, in the person's language where we have the sentence in it."""
    return plain(in_language(language).refusals.get(error.code, error.message), language)


async def _ask_for_patience(
    context: Context, update_id: int, conversation: Conversation, place: Place
) -> None:
    if not context.assistant.asks_for_patience(conversation.session):
        return
    language = conversation.session.language
    notice = plain(in_language(language).slow_down, language)
    await context.delivery.deliver(
        await in_database(outbox.write_notice, update_id, conversation, place, notice)
    )
