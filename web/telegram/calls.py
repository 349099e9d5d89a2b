"""The calls that every message costs, at half of what aiogram's own would take.

aiogram writes a call as a form, each value quoted, and reads what was sent back into its models. These go out
as JSON, which Telegram takes as well, and come back as plain objects; everything rarer is aiogram's.
"""

from __future__ import annotations

import contextlib
import json
from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout

JSON = {"Content-Type": "application/json"}
HTML = "HTML"
NO_PREVIEW = {"is_disabled": True}

Keyboard = dict[str, list[list[dict[str, str]]]]


class Call(TelegramMethod[Any]):
    """A call whose fields are what Telegram takes; None is left out."""

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
    """getUpdates; returns plain objects: aiogram would refuse all of them for one that it cannot read."""

    __api_method__ = "getUpdates"

    offset: int | None
    limit: int
    timeout: int
    allowed_updates: list[str]


class CallSession(AiohttpSession):
    """aiogram's session, which takes our calls by the shorter way."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Return what Telegram answers; raises what aiogram's own raises."""
        if not isinstance(method, Call):
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        fields = {name: value for name, value in method.__dict__.items() if value is not None}
        body = json.dumps(fields, ensure_ascii=False).encode()
        try:
            async with session.post(
                url, data=body, headers=JSON, timeout=ClientTimeout(timeout or self.timeout)
            ) as response:
                content = await response.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            message = f"{type(error).__name__}: {error}"
            raise TelegramNetworkError(method=method, message=message) from error
        if response.status == HTTPStatus.OK:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                return json.loads(content)["result"]  # type: ignore[no-any-return]
        return self.check_response(bot, method, response.status, content).result  # type: ignore[return-value]
