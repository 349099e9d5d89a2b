"""The ASGI application that uvicorn serves: Django's own, behind what must happen before Django.

That is Telegram's calls, which have an engine of their own; the scheme that the visitor used; and the end of
a body that has none, since Django writes a body to the disk before anything can refuse it.
"""

from __future__ import annotations

import asyncio
import os
from typing import cast

from django.core.asgi import get_asgi_application
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "web.settings")
# Django's types want a dict where ASGI's are content with a mapping.
_django = cast(ASGIApp, get_asgi_application())  # before what reads the settings

from django.conf import settings  # noqa: E402

from web.chat.service import close_chat_service, settle  # noqa: E402
from web.proxies import with_scheme  # noqa: E402
from web.sources.uploads import MAX_REQUEST_BYTES, may_bring_a_file  # noqa: E402

if TAKES_TELEGRAM := bool(settings.DALEEL.telegram.token) and settings.DALEEL.telegram.webhook:
    # Its library costs seconds of start and more memory than all the rest: only where it is used.
    from web.telegram import webhook as telegram
    from web.telegram.setup import WEBHOOK_PATH

MAX_BYTES = 256 * 1024  # above DATA_UPLOAD_MAX_MEMORY_SIZE: what is cut here is refused there (413)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request, or take part in the server's start and end."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] != "http":  # nothing here speaks over web sockets
        await send({"type": "websocket.close"})
    elif TAKES_TELEGRAM and scope["path"] == WEBHOOK_PATH and (engine := telegram.engine()) is not None:
        await telegram.answer_telegram(engine, scope, receive, send)
    else:
        scope = with_scheme(scope, settings.DALEEL.trusted_proxies)
        await answer_limited(_django, scope, receive, send)


async def answer_limited(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Let app answer a request whose body ends at MAX_BYTES; where it was longer, its length says so.

    An editor's may hold a file.
    """
    headers = MutableHeaders(raw=list(scope["headers"]))
    length = int(headers.get("content-length", "0"))  # a number: the server checks it
    if MAX_BYTES < length <= MAX_REQUEST_BYTES and await may_bring_a_file(scope):
        await app(scope, receive, send)
        return
    if "transfer-encoding" in headers:  # the length shows while reading
        scope, receive = {**scope, "headers": headers.raw}, _counted(receive, headers)
    elif length > MAX_BYTES:
        receive = _ended()
    await app(scope, receive, send)


def _counted(receive: Receive, headers: MutableHeaders) -> Receive:
    """Pass chunks on until they are too many, then say so in the headers and end the body."""
    read, ended = 0, _ended()

    async def limited() -> Message:
        nonlocal read
        if read > MAX_BYTES:
            return await ended()
        message = await receive()
        read += len(message.get("body", b""))
        if read > MAX_BYTES:
            headers["content-length"] = str(read)
            return await ended()
        return message

    return limited


def _ended() -> Receive:
    """A body that has ended; what the client still sends is left with the server, which stops it."""
    has_ended = False

    async def ended() -> Message:
        nonlocal has_ended
        if has_ended:  # Django waits for the client to leave, and stops waiting once it has answered
            await asyncio.Event().wait()
        has_ended = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return ended


async def _live(receive: Receive, send: Send) -> None:
    while True:
        event = (await receive())["type"]
        if TAKES_TELEGRAM:
            await (telegram.start() if event == "lifespan.startup" else telegram.stop())
        if event == "lifespan.startup":
            settling = asyncio.create_task(settle())
        else:
            settling.cancel()
            await close_chat_service()
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return
