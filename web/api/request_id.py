"""Each request's id: on its response, in its log lines and errors, and beside the message in Rasa's log."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import async_only_middleware

HEADER = "X-Request-ID"
NONE = "-"
_current: ContextVar[str] = ContextVar("request_id", default=NONE)

Respond = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


def current_request_id() -> str:
    """The id of the request being answered; "-" outside one."""
    return _current.get()


@contextmanager
def answering(request_id: str) -> Generator[None, None, None]:
    """Go by this id within: for what comes by no request of ours, as from Telegram."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)


@async_only_middleware
def request_id_middleware(respond: Respond) -> Respond:
    """Give the request an id of ours: one from outside could be made to look like another's."""

    async def middleware(request: HttpRequest) -> HttpResponseBase:
        token = _current.set(uuid.uuid4().hex)
        try:
            response = await respond(request)
            response[HEADER] = _current.get()
            return response
        finally:
            _current.reset(token)

    return middleware


class RequestIdFilter(logging.Filter):
    """Put the current request's id on every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True
