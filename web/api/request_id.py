"""Each request's id: on its response, in its log lines and errors, and beside the message in Rasa's log."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Request-ID"
NONE = "-"
_current: ContextVar[str] = ContextVar("request_id", default=NONE)


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


class RequestIdFilter(logging.Filter):
    """Put the current request's id on every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True
