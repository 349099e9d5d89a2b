"""A button pressed: answered at once, then done in its conversation's turn."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, FSInputFile, ReplyParameters

from web.api import ApiError
from web.chat.feedback import REASONS, TAKEN_BACK, JudgedAnswer, judge
from web.chat.page_pictures import drawn_page
from web.chat.sections import section_of
from web.database import in_database
from web.telegram import inbox, outbox
from web.telegram.content import (
    ANSWER,
    BACK,
    CHOICE,
    ERASE,
    LANGUAGE,
    PAGE,
    REASON,
    SOURCE,
    VERDICT,
    VERDICTS,
    Content,
    Press,
    asks_why,
    read_press,
)
from web.telegram.context import Context
from web.telegram.conversations import set_language
from web.telegram.handlers.question import answered
from web.telegram.layout import plain, with_section
from web.telegram.models import Conversation, OurMessage
from web.telegram.outbox import Place
from web.telegram.sentences import LANGUAGES, in_language

MAX_CAPTION_CHARACTERS = 1024
BUTTONS_LIVE = timedelta(days=7)  # a press after that is told that the button has expired


async def acknowledge(context: Context, query: CallbackQuery) -> None:
    """Tell Telegram that the press was seen, and the person what it did where that is not to be seen."""
    press, row = await _pressed(query)
    with contextlib.suppress(
        AiogramError
    ):  # too late, or Telegram is away: the press itself is done all the same
        await context.bot.answer_callback_query(query.id, text=_word(query, press, row) or None)


async def on_press(context: Context, update_id: int, query: CallbackQuery) -> None:
    """Do what the button says."""
    if query.message is not None:
        await context.delivery.flush(query.message.chat.id)
    press, row = await _pressed(query)
    if press is None or row is None or row.conversation is None or _is_old(row, press):
        await _take_keyboard_away(context, update_id, query, row)
    elif row.conversation.user_id != query.from_user.id:
        await in_database(inbox.done, update_id)
    elif press.action == CHOICE:
        await _ask(context, update_id, query, press, row)
    elif press.action == ERASE and press.which == "yes":
        await _erase(context, update_id, row)
    elif press.action == PAGE:
        await _show_page(context, update_id, press, row)
    else:
        content = await _changed(context, press, row)
        if content == Content.of_json(row.content):
            await in_database(inbox.done, update_id)
        else:
            await context.delivery.deliver([await in_database(outbox.change, row, content, update_id)])


async def _pressed(query: CallbackQuery) -> tuple[Press | None, OurMessage | None]:
    press = read_press(query.data)
    return press, await in_database(outbox.by_key, press.key) if press is not None else None


def _word(query: CallbackQuery, press: Press | None, row: OurMessage | None) -> str:
    """What is shown for a moment over the chat."""
    language = (query.from_user.language_code or "").partition("-")[0]
    if press is None or row is None or row.conversation is None:
        return in_language(language).button_expired
    if row.conversation.user_id != query.from_user.id:
        return in_language(language).button_of_another
    content = Content.of_json(row.content)
    sentences = in_language(content.language)
    if _is_old(row, press):
        return sentences.button_expired
    if press.action == VERDICT:
        if content.verdict == press.which:
            return sentences.verdict_taken_back
        return sentences.thanks_up if press.which == "up" else sentences.thanks_down
    if press.action == REASON:
        return sentences.thanks_reason
    return ""


def _is_old(row: OurMessage, press: Press) -> bool:
    """Whether the button has had its time, or is no more under the message."""
    content = Content.of_json(row.content)
    offered = {
        CHOICE: row.choices_open and press.number < len(content.choices),
        SOURCE: press.number < len(content.sources),
        PAGE: press.number < len(content.sources),
        BACK: True,
        VERDICT: bool(content.answer_id) and press.which in VERDICTS,
        REASON: asks_why(content) and press.number < len(REASONS),
        ERASE: content.control == "erase",
        LANGUAGE: content.control == "language" and press.which in LANGUAGES,
    }
    return not offered[press.action] or datetime.now(UTC) - row.created_at > BUTTONS_LIVE


async def _ask(context: Context, update_id: int, query: CallbackQuery, press: Press, row: OurMessage) -> None:
    """Ask what the button stands for; its message keeps the others, so that the next can be pressed."""
    conversation = row.conversation
    assert conversation is not None
    in_group = row.chat_id < 0
    place = Place(row.chat_id, row.thread_id, row.message_id, quotes=in_group, floor=row.message_id or 0)
    payload = Content.of_json(row.content).choices[press.number].payload
    contents = await answered(context, update_id, conversation, place, payload=payload)
    await context.answer(update_id, conversation, place, contents, closes_choices=False)


async def _show_page(context: Context, update_id: int, press: Press, row: OurMessage) -> None:
    """Send the page as a photograph; one that comes to nothing is pressed again."""
    content = Content.of_json(row.content)
    source, sentences = content.sources[press.number], in_language(content.language)
    there: dict[str, Any] = {
        "chat_id": row.chat_id,
        "message_thread_id": row.thread_id,
        "reply_parameters": ReplyParameters(message_id=row.message_id or 0, allow_sending_without_reply=True),
    }
    picture = await drawn_page(source.passage_id)
    caption = f"{source.place} \u2014 {sentences.page.format(page=source.page)}"
    with contextlib.suppress(AiogramError):
        if picture is None:
            await context.bot.send_message(text=sentences.page_gone, **there)
        else:
            await context.bot.send_photo(
                photo=FSInputFile(picture), caption=caption[:MAX_CAPTION_CHARACTERS], **there
            )
    await in_database(inbox.done, update_id)


async def _changed(context: Context, press: Press, row: OurMessage) -> Content:
    """The message as the press leaves it."""
    content = Content.of_json(row.content)
    conversation = row.conversation
    assert conversation is not None
    if press.action == SOURCE:
        return await _with_source(conversation, content, press.number)
    if press.action == BACK:
        return replace(content, view=ANSWER)
    if press.action in (VERDICT, REASON):
        return await _judged(conversation, content, press)
    if press.action == LANGUAGE:
        await in_database(set_language, conversation, press.which, chosen=True)
        context.conversations.forget(conversation)
        return plain(in_language(press.which).language_set, press.which)
    return plain(in_language(content.language).not_erased, content.language)


async def _with_source(conversation: Conversation, content: Content, number: int) -> Content:
    """A source in its section as it stands now; alone, as it was quoted, where that cannot be had."""
    sources = list(content.sources)
    with contextlib.suppress(ApiError):
        section = await section_of(conversation.session, content.answer_id, sources[number].passage_id)
        sources[number] = with_section(sources[number], section)
    return replace(content, sources=tuple(sources), view=number)


async def _judged(conversation: Conversation, content: Content, press: Press) -> Content:
    """Keep a thumb, taken back where it is pressed again, or the reason of one that is down."""
    if press.action == REASON:
        content = replace(content, reason=REASONS[press.number])
    else:
        verdict = "" if content.verdict == press.which else press.which
        content = replace(content, verdict=verdict, reason="")
    judged = JudgedAnswer(content.verdict or TAKEN_BACK, content.reason or None, answer_id=content.answer_id)
    try:
        await in_database(judge, conversation.session, judged)
    except ApiError:  # the answer is not kept any more
        return replace(content, answer_id="", verdict="", reason="")
    return content


async def _erase(context: Context, update_id: int, row: OurMessage) -> None:
    """Erase the conversation everywhere, and say so in place of the question."""
    conversation, language = row.conversation, Content.of_json(row.content).language
    assert conversation is not None
    await context.assistant.erase(conversation.session)
    context.conversations.forget(conversation)
    said = plain(in_language(language).erased, language)
    farewell = await in_database(outbox.write_in_place, update_id, row, said)
    await context.delivery.deliver([farewell])


async def _take_keyboard_away(
    context: Context, update_id: int, query: CallbackQuery, row: OurMessage | None
) -> None:
    """Let buttons that lead nowhere go, all of the message's or those alone that are closed."""
    if row is not None and datetime.now(UTC) - row.created_at > BUTTONS_LIVE:
        content = replace(
            Content.of_json(row.content),
            choices=(),
            sources=(),
            answer_id="",
            control="",
            view=ANSWER,
            verdict="",
            reason="",
        )
        await context.delivery.deliver([await in_database(outbox.change, row, content, update_id)])
    elif row is not None:
        await context.delivery.deliver(
            [await in_database(outbox.change, row, Content.of_json(row.content), update_id)]
        )
    else:
        if query.message is not None:
            with contextlib.suppress(AiogramError):
                await context.bot.edit_message_reply_markup(
                    chat_id=query.message.chat.id, message_id=query.message.message_id
                )
        await in_database(inbox.done, update_id)
