"""How much of a request is read: Django writes a body to the end, memory first and then the disk."""

from __future__ import annotations

import asyncio

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BYTES = 256 * 1024  # above DATA_UPLOAD_MAX_MEMORY_SIZE: what is cut here is refused there (413)


async def answer_limited(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Let app answer a request whose body ends at MAX_BYTES; where it was longer, its length says so."""
    headers = MutableHeaders(raw=list(scope["headers"]))
    if "transfer-encoding" in headers:  # the length shows while reading
        scope, receive = {**scope, "headers": headers.raw}, _counted(receive, headers)
    elif int(headers.get("content-length", "0")) > MAX_BYTES:  # a number: the server checks it
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
