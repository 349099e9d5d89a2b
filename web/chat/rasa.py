"""One message to one Rasa, over its channel (bot/channel.py)."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    TCPConnector,
)

from web.api.errors import ApiError
from web.chat.cleaning import Asked

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 2.0
HEALTH_SECONDS = 2.0
IDLE_SECONDS = 2.0  # below Sanic's 5: a connection that it is about to close is not used
OK = 200
MAX_ID_CHARACTERS = 64
APOLOGY = "utter_apology"
# What the channel refuses for the visitor's own sake; any other refusal is a fault of ours.
PASSED_ON = {"bad_payload": 400, "empty_text": 422, "too_long": 413}


class NotReached(Exception):
    """No connection: the worker has seen nothing of the message, and another may be asked."""


@dataclass(frozen=True, slots=True)
class Said:
    """What Rasa said: its user event's id, and at least one message {"text", "buttons", "metadata"}."""

    message_id: str
    messages: list[dict[str, Any]]


class Rasa:
    """A client of all workers; connections are kept for the next message."""

    def __init__(self, secret: str, turn_seconds: float) -> None:
        self._turn_seconds = turn_seconds
        self._http = ClientSession(
            headers={"X-Daleel-Secret": secret, "Content-Type": "application/json"},
            timeout=ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
            connector=TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS),
            cookie_jar=DummyCookieJar(),
        )

    async def say(self, url: str, sender_id: str, asked: Asked, metadata: Mapping[str, str]) -> Said:
        """Send a message, once. NotReached when it did not arrive.

        ApiError assistant_slow when no answer came in time, assistant_failed for anything but an answer, and
        what the channel refuses.
        """
        body = {"sender": sender_id, "metadata": metadata, **asked.as_json()}
        content = json.dumps(body, ensure_ascii=False).encode()
        try:
            async with asyncio.timeout(self._turn_seconds):
                status, answer = await self._post(f"{url}/webhooks/daleel/webhook", content)
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotReached(url) from error
        except TimeoutError as error:
            logger.error("%s gave no answer in %g s", url, self._turn_seconds)
            raise ApiError("assistant_slow", 504) from error
        except ClientError as error:
            raise _failed(url, type(error).__name__) from error
        return _read(url, status, answer)

    async def is_healthy(self, url: str) -> bool:
        """Whether the worker answers and has a model."""
        try:
            async with asyncio.timeout(HEALTH_SECONDS):
                async with self._http.get(f"{url}/webhooks/daleel/", allow_redirects=False) as response:
                    return response.status == OK
        except (ClientError, TimeoutError):
            return False

    async def close(self) -> None:
        await self._http.close()

    async def _post(self, url: str, content: bytes) -> tuple[int, bytes]:
        async with self._http.post(url, data=content, allow_redirects=False) as response:
            return response.status, await response.read()


def _read(url: str, status: int, answer: bytes) -> Said:
    try:
        body = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise _failed(url, f"status {status} without JSON") from error
    if status != OK or not isinstance(body, dict):
        raise _refused(url, status, body)
    message_id, messages = body.get("message_id"), body.get("messages")
    if not (isinstance(message_id, str) and 0 < len(message_id) <= MAX_ID_CHARACTERS):
        raise _failed(url, "an answer without its message's id")
    if not (isinstance(messages, list) and messages and all(isinstance(each, dict) for each in messages)):
        raise _failed(url, "an answer without messages")
    if all(_is_apology(each) for each in messages):
        raise _failed(url, "an apology")
    return Said(message_id, messages)


def _refused(url: str, status: int, body: Any) -> ApiError:
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    if isinstance(code, str) and PASSED_ON.get(code) == status:
        return ApiError(code, status)
    return _failed(url, f"status {status}")


def _failed(url: str, found: str) -> ApiError:
    """Nothing of what a worker says is logged: it may hold what the visitor said."""
    logger.error("%s failed: %s", url, found)
    return ApiError("assistant_failed", 502)


def _is_apology(message: dict[str, Any]) -> bool:
    metadata = message.get("metadata")
    return isinstance(metadata, dict) and metadata.get("utter_action") == APOLOGY
