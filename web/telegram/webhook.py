"""POST /telegram/webhook: an update is acknowledged once it is stored; and web's engine behind it.

Answered before Django: what its middleware, forms and limits are for concerns visitors, and costs each update
a millisecond.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Update
from django.conf import settings
from django.db import DatabaseError
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from web.chat.service import chat_service
from web.telegram import setup
from web.telegram.api import open_bot
from web.telegram.context import Assistant
from web.telegram.engine import Engine

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a header's name)
MAX_BYTES = 1024 * 1024  # the longest message, beside the longest that it replies to, has a tenth of that
AGAIN_SECONDS = "5"


class Running:
    """An engine that takes updates from the first moment, and answers them once Telegram has been reached."""

    def __init__(self) -> None:
        self.bot: Bot = open_bot(settings.DALEEL.telegram)
        self.engine = Engine(
            self.bot, Assistant(chat_service()), restores_order=settings.DALEEL.telegram.webhook
        )
        self._starting = asyncio.create_task(self._start())

    async def stop(self) -> None:
        """End it; what is not done is done after the next start."""
        self._starting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._starting
        await self.engine.stop()

    async def _start(self) -> None:
        try:
            await self.engine.start()
            await setup.listen(self.bot, settings.DALEEL.telegram)
        except AiogramError as error:
            logger.error("Telegram is not set up (see 'manage.py telegram_setup'): %s", error)
        await setup.introduce_softly(self.bot)


_running: list[Running] = []


async def start() -> None:
    """Begin with the web process, where it is the one that takes updates."""
    telegram = settings.DALEEL.telegram
    if telegram.token and telegram.webhook:
        _running.append(Running())


async def stop() -> None:
    """End with it."""
    while _running:
        await _running.pop().stop()


def engine() -> Engine | None:
    """The engine that takes what comes to the webhook; None where Telegram is off, or asked by polling."""
    return _running[0].engine if _running else None


async def answer_telegram(engine: Engine, scope: Scope, receive: Receive, send: Send) -> None:
    """200 for what is stored, and for what never can be; anything else makes Telegram send it again."""
    request = Request(scope, receive)
    response = await _answer(engine, request)
    await response(scope, receive, send)


async def _answer(engine: Engine, request: Request) -> Response:
    if request.method != "POST":
        return Response(status_code=405, headers={"Allow": "POST"})
    if not _is_telegram(request.headers.get(SECRET_HEADER, "")):
        logger.warning("a call of the webhook without Telegram's secret")
        return Response(status_code=403)
    try:
        body = await _read(request)
    except ClientDisconnect:
        return Response(status_code=400)
    try:
        update = Update.model_validate_json(body)
    except ValidationError:
        logger.warning("an update of %d bytes that cannot be read", len(body))
        return Response()  # it would be as unreadable the next time, and hold up all others
    try:
        await engine.take([(update, body.decode("utf-8"))])
    except DatabaseError:
        logger.exception("update %d could not be stored", update.update_id)
        return Response(status_code=503, headers={"Retry-After": AGAIN_SECONDS})
    return Response()


async def _read(request: Request) -> bytes:
    """The body, or its beginning where it is too long to be Telegram's."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            break
    return bytes(body)


def _is_telegram(secret: str) -> bool:
    """Whether the secret is ours, in a time that tells nothing of it."""
    expected: str = settings.DALEEL.telegram.secret
    return hmac.compare_digest(secret.encode("utf-8", "surrogateescape"), expected.encode())
