"""POST /telegram/webhook: an update from Telegram, acknowledged once it is stored.

Answered before Django: what its middleware, forms and limits are for concerns visitors, and costs each update
a millisecond.
"""

from __future__ import annotations

import hmac
import logging

from aiogram.types import Update
from django.conf import settings
from django.db import DatabaseError
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from web.telegram.engine import Engine

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a header's name)
MAX_BYTES = 1024 * 1024  # the longest message, beside the longest that it replies to, has a tenth of that
AGAIN_SECONDS = "5"


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
