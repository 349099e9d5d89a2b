"""A button pressed: answered at once, then done in its conversation's turn."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime

from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery

from web.api.errors import ApiError
from web.chat.feedback import REASONS, TAKEN_BACK, JudgedAnswer, judge
from web.database import in_database
from web.telegram import inbox, keyboard, outbox
from web.telegram.clock import BUTTONS_LIVE
from web.telegram.content import ANSWER, Content
from web.telegram.conversations import set_language
from web.telegram.desk import Desk
from web.telegram.handlers.question import answered
from web.telegram.keyboard import Press, read_press
from web.telegram.layout import plain
from web.telegram.models import Conversation, OurMessage
from web.telegram.outbox import Place
from web.telegram.sentences import LANGUAGES, in_language


async def acknowledge(desk: Desk, query: CallbackQuery) -> None:
    """Tell Telegram that the press was seen, and the person what it did where that is not to be seen."""
    press, row = await _pressed(query)
    with contextlib.suppress(
        AiogramError
    ):  # too late, or Telegram is away: the press itself is done all the same
        await desk.bot.answer_callback_query(query.id, text=_word(query, press, row) or None)


async def on_press(desk: Desk, update_id: int, query: CallbackQuery) -> None:
    """Do what the button says."""
    if query.message is not None:
        await desk.delivery.written(query.message.chat.id)
    press, row = await _pressed(query)
    if press is None or row is None or row.conversation is None or _is_old(row, press):
        await _take_keyboard_away(desk, update_id, query, row)
    elif row.conversation.user_id != query.from_user.id:
        await in_database(inbox.done, update_id)
    elif press.action == keyboard.CHOICE:
        await _ask(desk, update_id, query, press, row)
    elif press.action == keyboard.ERASE and press.which == "yes":
        await _erase(desk, update_id, row)
    else:
        content = await _changed(desk, press, row)
        if content == Content.of_json(row.content):
            await in_database(inbox.done, update_id)
        else:
            await desk.delivery.bring([await in_database(outbox.change, row, content, update_id)])


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
    if press.action == keyboard.VERDICT:
        if content.verdict == press.which:
            return sentences.verdict_taken_back
        return sentences.thanks_up if press.which == "up" else sentences.thanks_down
    if press.action == keyboard.REASON:
        return sentences.thanks_reason
    return ""


def _is_old(row: OurMessage, press: Press) -> bool:
    """Whether the button has had its time, or is no more under the message."""
    content = Content.of_json(row.content)
    offered = {
        keyboard.CHOICE: row.choices_open and press.number < len(content.choices),
        keyboard.SOURCE: press.number < len(content.sources),
        keyboard.BACK: True,
        keyboard.VERDICT: bool(content.answer_id) and press.which in keyboard.VERDICTS,
        keyboard.REASON: keyboard.asks_why(content) and press.number < len(REASONS),
        keyboard.ERASE: content.control == "erase",
        keyboard.LANGUAGE: content.control == "language" and press.which in LANGUAGES,
    }
    return not offered[press.action] or datetime.now(UTC) - row.created_at > BUTTONS_LIVE


async def _ask(desk: Desk, update_id: int, query: CallbackQuery, press: Press, row: OurMessage) -> None:
    """Ask what the button stands for; its message keeps the others, so that the next can be pressed."""
    conversation = row.conversation
    assert conversation is not None
    in_group = row.chat_id < 0
    place = Place(row.chat_id, row.thread_id, row.message_id, quotes=in_group, floor=row.message_id or 0)
    payload = Content.of_json(row.content).choices[press.number].payload
    contents = await answered(desk, update_id, conversation, place, payload=payload)
    await desk.say(update_id, conversation, place, contents, closes_choices=False)


async def _changed(desk: Desk, press: Press, row: OurMessage) -> Content:
    """The message as the press leaves it."""
    content = Content.of_json(row.content)
    conversation = row.conversation
    assert conversation is not None
    if press.action == keyboard.SOURCE:
        return replace(content, view=press.number)
    if press.action == keyboard.BACK:
        return replace(content, view=ANSWER)
    if press.action in (keyboard.VERDICT, keyboard.REASON):
        return await _judged(conversation, content, press)
    if press.action == keyboard.LANGUAGE:
        await in_database(set_language, conversation, press.which, chosen=True)
        desk.conversations.forget(conversation)
        return plain(in_language(press.which).language_set, press.which)
    return plain(in_language(content.language).not_erased, content.language)


async def _judged(conversation: Conversation, content: Content, press: Press) -> Content:
    """Keep a thumb, taken back where it is pressed again, or the reason of one that is down."""
    if press.action == keyboard.REASON:
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


async def _erase(desk: Desk, update_id: int, row: OurMessage) -> None:
    """Erase the conversation everywhere, and say so in place of the question."""
    conversation, language = row.conversation, Content.of_json(row.content).language
    assert conversation is not None
    await desk.assistant.erase(conversation.session)
    desk.conversations.forget(conversation)
    said = plain(in_language(language).erased, language)
    farewell = await in_database(outbox.write_in_place, update_id, row, said)
    await desk.delivery.bring([farewell])


async def _take_keyboard_away(
    desk: Desk, update_id: int, query: CallbackQuery, row: OurMessage | None
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
        await desk.delivery.bring([await in_database(outbox.change, row, content, update_id)])
    elif row is not None:
        await desk.delivery.bring(
            [await in_database(outbox.change, row, Content.of_json(row.content), update_id)]
        )
    else:
        if query.message is not None:
            with contextlib.suppress(AiogramError):
                await desk.bot.edit_message_reply_markup(
                    chat_id=query.message.chat.id, message_id=query.message.message_id
                )
        await in_database(inbox.done, update_id)
