"""The console's routes: who may come in, what is taken of a request, and where the work is done.

Refusals are `{"error": {"code", "message"}}`: 403 forbidden, 405 method, 413 too_large, 400 not_json,
422 invalid, 409 conflict (the index cannot do it as it is), 503 no_index, 500 failed.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sanic import HTTPResponse, Request
from sanic import json as json_response

from actions.served_index import current_index
from contract import headers
from index import DaleelIndexError, Index

SECRET = "DALEEL_CHANNEL_SECRET"  # noqa: S105 (the name of a setting)
MAX_BODY_BYTES = 8 * 2**20

logger = logging.getLogger(__name__)

# One thread each, beside the one that answers visitors: they are not held up by what the console asks.
_QUICK = ThreadPoolExecutor(1, thread_name_prefix="console")
_SLOW = ThreadPoolExecutor(1, thread_name_prefix="console-slow")

Handle = Callable[[Index, Any], dict[str, Any]]


class Refusal(Exception):
    """A request that is not served: an HTTP status, a code for programs, a message for people."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def response(self) -> HTTPResponse:
        return json_response({"error": {"code": self.code, "message": self.message}}, status=self.status)


@dataclass(frozen=True)
class Route:
    """One address; `handle` gets the index and the parsed body (None for GET), in a thread of its own."""

    path: str
    method: str
    handle: Handle
    is_slow: bool = False

    async def __call__(self, request: Request) -> HTTPResponse:
        try:
            _check_secret(request.headers.get(headers.SECRET, ""))
            if request.method != self.method:
                raise Refusal(405, "method", f"{request.method} is not taken here, {self.method} is")
            body = _read(request.body) if self.method == "POST" else None
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(_SLOW if self.is_slow else _QUICK, self._handled, body)
        except Refusal as refusal:
            return refusal.response()
        except Exception:  # the edge: the console gets an answer, the log the reason
            logger.exception("%s failed", self.path)
            return Refusal(500, "failed", "it failed; the action server's log says why").response()
        return json_response(found)

    def _handled(self, body: Any) -> dict[str, Any]:
        try:
            index = current_index()
        except DaleelIndexError as error:
            raise Refusal(503, "no_index", str(error)) from error
        try:
            return self.handle(index, body)
        except DaleelIndexError as error:
            raise Refusal(409, "conflict", str(error)) from error


def _check_secret(given: str) -> None:
    secret = os.environ.get(SECRET, "")
    if len(secret) < headers.MIN_SECRET_CHARACTERS:
        raise Refusal(403, "forbidden", f"{SECRET} is not set in the action server; nobody is let in")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode("utf-8", "replace")):
        raise Refusal(403, "forbidden", f"{headers.SECRET} is missing or wrong")


def _read(body: bytes) -> dict[str, Any]:
    if len(body) > MAX_BODY_BYTES:
        raise Refusal(413, "too_large", f"{len(body)} bytes; at most {MAX_BODY_BYTES} are taken")
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "not_json", f"the body is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise Refusal(422, "invalid", "the body is no JSON object")
    return value


def text(body: dict[str, Any], name: str, most: int) -> str:
    """Return a text with something in it, of `most` characters at most."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refusal(422, "invalid", f"{name!r} must be a text with something in it")
    if len(value) > most:
        raise Refusal(422, "invalid", f"{name!r} has {len(value)} characters, at most {most} are taken")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Refusal(422, "invalid", f"{name!r} has half a character (a lone surrogate)")
    return value


def whole_number(body: dict[str, Any], name: str, default: int, least: int, most: int) -> int:
    """Return a whole number between the bounds, the default where it is not given."""
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refusal(422, "invalid", f"{name!r} must be a whole number from {least} to {most}")
    return value


def texts(body: dict[str, Any], name: str, most: int) -> list[str]:
    """Return a list of texts, `most` at most; empty where it is not given."""
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refusal(422, "invalid", f"{name!r} must be a list of texts")
    if len(value) > most:
        raise Refusal(422, "invalid", f"{name!r} has {len(value)} entries, at most {most} are taken")
    return value


def objects(body: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    """Return a list of objects, `most` at most; empty where it is not given."""
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Refusal(422, "invalid", f"{name!r} must be a list of objects")
    if len(value) > most:
        raise Refusal(422, "invalid", f"{name!r} has {len(value)} entries, at most {most} are taken")
    return value
