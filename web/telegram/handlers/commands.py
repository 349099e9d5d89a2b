"""/start, /help, /topics, /source, /erase and /language."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable

from contract.payload import show_passage
from web.api import ApiError
from web.chat.conversation import Reply
from web.database import in_database
from web.telegram.content import Choice, Content
from web.telegram.context import Context
from web.telegram.conversations import set_language
from web.telegram.handlers.question import answered, ask, refusal
from web.telegram.incoming import Command
from web.telegram.layout import choices_of, contents_of, plain
from web.telegram.models import Conversation
from web.telegram.outbox import Place
from web.telegram.sentences import LANGUAGES, in_language

# What follows "start=" in a link may hold letters, digits, _ and -: "_" stands for the "/" of a passage's id.
_PASSAGE = re.compile(r"[a-z0-9-]{1,30}(_[a-z0-9-]{1,30}){1,2}", re.ASCII)

START_SECONDS = 4.0
TOPICS = "/topics"

Answer = Callable[[Context, int, Conversation, Place, str], Awaitable[list[Content]]]


async def answer_command(
    context: Context, update_id: int, conversation: Conversation, place: Place, command: Command
) -> list[Content]:
    """What a command brings; for one that we do not know, a hint."""
    answer = _COMMANDS.get(command.name)
    if answer is None:
        language = conversation.session.language
        return [plain(in_language(language).unknown_command, language)]
    return await answer(context, update_id, conversation, place, command.argument)


async def _start(
    context: Context, update_id: int, conversation: Conversation, place: Place, argument: str
) -> list[Content]:
    """Greet; a link's payload is a language to speak, or a passage to show at once."""
    if argument in LANGUAGES:
        await in_database(set_language, conversation, argument, chosen=True)
    language = conversation.session.language
    sentences = in_language(language)
    if argument not in LANGUAGES and _PASSAGE.fullmatch(argument):
        payload = show_passage(argument.replace("_", "/"))
        answer = await answered(context, update_id, conversation, place, payload=payload)
        return [plain(f"{sentences.start} {TOPICS}", language), *answer]
    choices: list[Choice] = []
    with contextlib.suppress(ApiError, TimeoutError):  # a greeting does not wait for long, nor fail
        async with asyncio.timeout(START_SECONDS):
            choices = await _offered(context, update_id, conversation, place)
    greeting = sentences.start if choices else f"{sentences.start} {TOPICS}"
    return [plain(greeting, language, choices=choices)]


async def _help(
    context: Context, update_id: int, conversation: Conversation, place: Place, argument: str
) -> list[Content]:
    language = conversation.session.language
    sentences = in_language(language)
    in_groups = sentences.group_help.format(username=context.me.username)
    return [plain(f"{sentences.help}\n\n{in_groups}" if place.quotes else sentences.help, language)]


async def _topics(
    context: Context, update_id: int, conversation: Conversation, place: Place, argument: str
) -> list[Content]:
    """The topics that the assistant itself offers to who asks what it can do."""
    language = conversation.session.language
    sentences = in_language(language)
    try:
        replies = await ask(context, update_id, conversation, place, text=sentences.topics_question)
    except ApiError as error:
        return [refusal(error, language)]
    if choices := _choices_of(replies):
        return [plain(sentences.topics, language, choices=choices)]
    return [content for reply in replies for content in contents_of(reply, language)]


async def _offered(
    context: Context, update_id: int, conversation: Conversation, place: Place
) -> list[Choice]:
    """The topics alone; none where the assistant offers none."""
    question = in_language(conversation.session.language).topics_question
    return _choices_of(await ask(context, update_id, conversation, place, text=question))


def _choices_of(replies: list[Reply]) -> list[Choice]:
    return [choice for reply in replies for choice in choices_of(reply)]


async def _source(
    context: Context, update_id: int, conversation: Conversation, place: Place, argument: str
) -> list[Content]:
    text = in_language(conversation.session.language).source_question
    return await answered(context, update_id, conversation, place, text=text)


async def _erase(
    context: Context, update_id: int, conversation: Conversation, place: Place, argument: str
) -> list[Content]:
    language = conversation.session.language
    return [plain(in_language(language).erase_question, language, control="erase")]


async def _language(
    context: Context, update_id: int, conversation: Conversation, place: Place, argument: str
) -> list[Content]:
    language = conversation.session.language
    return [plain(in_language(language).language_question, language, control="language")]


_COMMANDS: dict[str, Answer] = {
    "start": _start,
    "help": _help,
    "topics": _topics,
    "source": _source,
    "erase": _erase,
    "language": _language,
}
