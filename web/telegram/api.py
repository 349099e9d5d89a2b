"""Telegram's Bot API: aiogram's client, the calls that nearly every message makes, and what an error means.

aiogram 3 was taken because it is kept up with the Bot API within days, is MIT (python-telegram-bot is
LGPL-3), speaks over aiohttp, and gives each of Telegram's errors a class. Its dispatcher is left out: it
takes updates from memory, and ours come from a table, so that none is lost with the process. The calls below
return plain objects where aiogram's own return models: what a model cannot read (a new kind of update, a
field that another server leaves out) then costs nobody an answer.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from web.environment import Telegram

CALL_SECONDS = 15.0
CONNECTIONS = 64
HTML = "HTML"
NO_PREVIEW = {"is_disabled": True}

Keyboard = dict[str, list[list[dict[str, str]]]]


def open_bot(settings: Telegram) -> Bot:
    """Return the client of the bot that the token names; nothing is asked of Telegram yet."""
    api = TelegramAPIServer.from_base(settings.api)
    return Bot(settings.token, session=AiohttpSession(api=api, timeout=CALL_SECONDS, limit=CONNECTIONS))


class Call(TelegramMethod[Any]):
    """A call that returns what Telegram sent, as plain objects."""

    __returning__ = Any
    __api_method__ = ""


class SendText(Call):
    """sendMessage; returns a Message."""

    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    message_thread_id: int | None = None
    reply_parameters: dict[str, Any] | None = None
    reply_markup: Keyboard | None = None
    parse_mode: str = HTML
    link_preview_options: dict[str, bool] = NO_PREVIEW


class EditText(Call):
    """editMessageText."""

    __api_method__ = "editMessageText"

    chat_id: int
    message_id: int
    text: str
    reply_markup: Keyboard | None = None
    parse_mode: str = HTML
    link_preview_options: dict[str, bool] = NO_PREVIEW


class ShowTyping(Call):
    """sendChatAction."""

    __api_method__ = "sendChatAction"

    chat_id: int
    message_thread_id: int | None = None
    action: str = "typing"


class GetMe(Call):
    """getMe."""

    __api_method__ = "getMe"


class GetRawUpdates(Call):
    """getUpdates; aiogram's own would refuse all updates for one that it cannot read."""

    __api_method__ = "getUpdates"

    offset: int | None
    limit: int
    timeout: int
    allowed_updates: list[str]


class Failure(Enum):
    """What an error means for the message that met it."""

    UNSENT = auto()  # it never reached Telegram: send it again
    WAIT = auto()  # Telegram names the seconds, and did not take it
    UNSURE = auto()  # it may have been taken: look before sending again
    MIGRATED = auto()  # the group is another chat now
    GONE = auto()  # blocked, kicked, deleted: nothing more can be sent there
    SAME = auto()  # it is as it should be
    UNPARSABLE = auto()  # send it without marks
    NO_SUCH_MESSAGE = auto()
    NO_SUCH_TOPIC = auto()
    REFUSED = auto()  # sending it again would be refused again
    OURS = auto()  # the token is wrong or withdrawn: the operator's to mend


# Telegram tells these apart in its description alone.
_BAD_REQUESTS = (
    ("message is not modified", Failure.SAME),
    ("can't parse entities", Failure.UNPARSABLE),
    ("message to edit not found", Failure.NO_SUCH_MESSAGE),
    ("message can't be edited", Failure.NO_SUCH_MESSAGE),
    ("message_id_invalid", Failure.NO_SUCH_MESSAGE),
    ("message to delete not found", Failure.NO_SUCH_MESSAGE),
    ("message can't be deleted", Failure.NO_SUCH_MESSAGE),
    ("message thread not found", Failure.NO_SUCH_TOPIC),
    ("chat not found", Failure.GONE),
    ("peer_id_invalid", Failure.GONE),
    ("group chat was deactivated", Failure.GONE),
)


def failure_of(error: Exception) -> Failure:
    """Sort an exception of a call."""
    if isinstance(error, TelegramRetryAfter):
        return Failure.WAIT
    if isinstance(error, TelegramMigrateToChat):
        return Failure.MIGRATED
    if isinstance(error, TelegramForbiddenError):
        return Failure.GONE
    if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
        return Failure.OURS
    if isinstance(error, TelegramBadRequest):
        description = error.message.lower()
        found = (failure for words, failure in _BAD_REQUESTS if words in description)
        return next(found, Failure.REFUSED)
    if isinstance(error, TelegramNetworkError):
        never_left = isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError)
        return Failure.UNSENT if never_left else Failure.UNSURE
    if isinstance(error, TelegramAPIError | ClientDecodeError):
        return Failure.UNSURE
    raise error
