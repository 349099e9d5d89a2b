"""Database work away from the event loop, in threads that keep their connections.

Django's own bridge (sync_to_async) gives every request a new thread, and so a new connection: a millisecond
that each message would pay again.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.core.signals import request_finished
from django.db import close_old_connections, connections

THREADS = 2  # SQLite has one writer; the other reads meanwhile

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="database")


async def in_database(
    function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> Result:
    """Run a function that queries the database, and return what it returns; its exceptions come through."""
    context = contextvars.copy_context()

    def run() -> Result:
        close_old_connections()  # drops one that broke
        return context.run(function, *args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(_threads, run)


def _close_of_request(**_: object) -> None:
    """A synchronous view runs in a thread that ends with its request, and so do its connections."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


request_finished.connect(_close_of_request, dispatch_uid="web.database")
