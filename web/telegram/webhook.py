"""POST /telegram/webhook: an update from Telegram, acknowledged once it is stored."""

from __future__ import annotations

import hmac
import logging

from aiogram.types import Update
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from pydantic import ValidationError

from web.telegram import running

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a header's name)
AGAIN_SECONDS = "5"


async def webhook(request: HttpRequest) -> HttpResponse:
    """200 for what is stored, ours or not; anything else makes Telegram send it again."""
    engine = running.engine()
    if engine is None:
        return HttpResponse(status=404)
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if not _is_telegram(request.headers.get(SECRET_HEADER, "")):
        logger.warning("a call of the webhook without Telegram's secret")
        return HttpResponse(status=403)
    # Not request.body: an update with long messages is larger than what visitors may send.
    body = request.read()
    try:
        update = Update.model_validate_json(body)
    except ValidationError:
        logger.warning("an update of %d bytes that cannot be read", len(body))
        return HttpResponse(status=200)  # it would be as unreadable the next time, and hold up all others
    try:
        await engine.take([(update, body.decode("utf-8"))])
    except DatabaseError:
        logger.exception("update %d could not be stored", update.update_id)
        return HttpResponse(status=503, headers={"Retry-After": AGAIN_SECONDS})
    return HttpResponse(status=200)


def _is_telegram(secret: str) -> bool:
    """Whether the secret is ours, in a time that tells nothing of it."""
    expected: str = settings.DALEEL.telegram.secret
    return hmac.compare_digest(secret.encode("utf-8", "surrogateescape"), expected.encode())
