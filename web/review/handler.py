"""The console's own request handler: synchronous views and middleware in two threads of their own.

Sessions, forms and long lists are the staff's; the visitors' chat has a handler without them, and threads
that these never hold up.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import set_urlconf
from django.utils.module_loading import import_string

from web.handler import Handler

PREFIX = "/review"
THREADS = 2

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="console")


def is_of_the_console(path: str) -> bool:
    return path == PREFIX or path.startswith(PREFIX + "/")


class ConsoleHandler(Handler):
    """Answers what is under /review/ with settings.CONSOLE_MIDDLEWARE and settings.CONSOLE_URLCONF."""

    def load_middleware(self, is_async: bool = False) -> None:
        """Build the synchronous chain; what a middleware of Django's can do, it does."""
        views: list[Any] = []
        templates: list[Any] = []
        exceptions: list[Any] = []
        get_response: Any = self._get_response  # type: ignore[attr-defined]
        respond = convert_exception_to_response(get_response)
        for path in reversed(settings.CONSOLE_MIDDLEWARE):
            middleware = import_string(path)(respond)
            if hasattr(middleware, "process_view"):
                views.insert(0, middleware.process_view)
            if hasattr(middleware, "process_template_response"):
                templates.append(middleware.process_template_response)
            if hasattr(middleware, "process_exception"):
                exceptions.append(middleware.process_exception)
            respond = convert_exception_to_response(middleware)
        self._view_middleware, self._template_response_middleware = views, templates
        self._exception_middleware, self._middleware_chain = exceptions, respond

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = await _in_console(self.get_response, request)
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = _streamed(iter(cast(Iterator[bytes], response.streaming_content)))
        return response

    def get_response(self, request: HttpRequest) -> Any:
        """Answer in a thread of the console's."""
        close_old_connections()  # drops one that broke
        request.urlconf = settings.CONSOLE_URLCONF
        set_urlconf(settings.CONSOLE_URLCONF)
        response: Any = self._middleware_chain(request)
        response._resource_closers.append(request.close)
        return response


async def _streamed(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """A long response (an export), each chunk made in a thread of the console's."""
    while (chunk := await _in_console(next, chunks, None)) is not None:
        yield chunk


async def _in_console(function: Any, *args: Any) -> Any:
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(_threads, context.run, function, *args)
