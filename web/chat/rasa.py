"""One message to one Rasa, over its channel (bot/channel.py)."""

from __future__ import annotations

import asyncio
import json
import logging
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

from contract.channel import Reply, Request, read_reply
from contract.errors import MESSAGE_ERRORS
from contract.headers import CHANNEL_HEALTH_PATH, CHANNEL_PATH, SECRET
from web.api.errors import ApiError

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 2.0
HEALTH_SECONDS = 2.0
IDLE_SECONDS = 2.0  # below Sanic's 5: a connection that it is about to close is not used
OK = 200


class NotReached(Exception):
    """No connection: the worker has seen nothing of the message, and another may be asked."""


class Rasa:
    """A client of all workers; connections are kept for the next message."""

    def __init__(self, secret: str, turn_seconds: float) -> None:
        self._turn_seconds = turn_seconds
        self._http = ClientSession(
            headers={SECRET: secret, "Content-Type": "application/json"},
            timeout=ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
            connector=TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS),
            cookie_jar=DummyCookieJar(),
        )

    async def say(self, url: str, message: Request) -> Reply:
        """Send a message, once; the reply may be an apology. NotReached when it did not arrive.

        ApiError assistant_slow when no answer came in time, assistant_failed for anything but an answer, and
        what the channel refuses.
        """
        content = json.dumps(message.as_json(), ensure_ascii=False).encode()
        try:
            async with asyncio.timeout(self._turn_seconds):
                status, answer = await self._post(url + CHANNEL_PATH, content)
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
                async with self._http.get(url + CHANNEL_HEALTH_PATH, allow_redirects=False) as response:
                    return response.status == OK
        except (ClientError, TimeoutError):
            return False

    async def close(self) -> None:
        await self._http.close()

    async def _post(self, url: str, content: bytes) -> tuple[int, bytes]:
        async with self._http.post(url, data=content, allow_redirects=False) as response:
            return response.status, await response.read()


def _read(url: str, status: int, answer: bytes) -> Reply:
    try:
        body = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise _failed(url, f"status {status} without JSON") from error
    if status != OK or not isinstance(body, dict):
        raise _refused(url, status, body)
    if (reply := read_reply(body)) is None:
        raise _failed(url, "an answer without its message's id or without messages")
    return reply


def _refused(url: str, status: int, body: Any) -> ApiError:
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    if isinstance(code, str) and MESSAGE_ERRORS.get(code) == status:
        return ApiError(code, status)
    return _failed(url, f"status {status}")


def _failed(url: str, found: str) -> ApiError:
    """Nothing of what a worker says is logged: it may hold what the visitor said."""
    logger.error("%s failed: %s", url, found)
    return ApiError("assistant_failed", 502)
