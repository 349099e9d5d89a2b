"""What an error of Telegram's means for the message that met it."""

from __future__ import annotations

from enum import Enum, auto

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
from aiohttp import ClientConnectorError, ConnectionTimeoutError

_OF_TEXT = (
    ("message is not modified", "SAME"),
    ("can't parse entities", "UNPARSABLE"),
    ("message to edit not found", "NO_SUCH_MESSAGE"),
    ("message can't be edited", "NO_SUCH_MESSAGE"),
    ("message_id_invalid", "NO_SUCH_MESSAGE"),
    ("message to delete not found", "NO_SUCH_MESSAGE"),
    ("message can't be deleted", "NO_SUCH_MESSAGE"),
    ("message thread not found", "NO_SUCH_TOPIC"),
    ("chat not found", "GONE"),
    ("peer_id_invalid", "GONE"),
    ("group chat was deactivated", "GONE"),
)


class Failure(Enum):
    """What to do: see each."""

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
        return _of_text(error.message.lower())
    if isinstance(error, TelegramNetworkError):
        never_left = isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError)
        return Failure.UNSENT if never_left else Failure.UNSURE
    if isinstance(error, TelegramAPIError | ClientDecodeError):
        return Failure.UNSURE
    raise error


def _of_text(description: str) -> Failure:
    for words, name in _OF_TEXT:
        if words in description:
            return Failure[name]
    return Failure.REFUSED
