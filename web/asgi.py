"""The ASGI application that uvicorn serves: files from memory, Telegram's calls, the rest from Django, which
has a handler for the visitors and another for the staff."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import django
from starlette.types import ASGIApp, Receive, Scope, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "web.settings")
django.setup(set_prefix=False)  # before what reads the settings

from django.conf import settings  # noqa: E402

from web.body_limit import answer_limited  # noqa: E402
from web.chat.service import close_chat_service  # noqa: E402
from web.handler import Handler  # noqa: E402
from web.review.handler import ConsoleHandler, is_of_the_console  # noqa: E402
from web.scheme import with_scheme  # noqa: E402
from web.static_files import StaticFiles  # noqa: E402

if TAKES_TELEGRAM := bool(settings.DALEEL.telegram.token) and settings.DALEEL.telegram.webhook:
    # Its library costs seconds of start and more memory than all the rest: only where it is used.
    from web.telegram import webhook as telegram
    from web.telegram.setup import WEBHOOK_PATH

HERE = Path(__file__).parent
_django = cast(ASGIApp, Handler())  # Django's types want a dict where ASGI's are content with a mapping
_console = cast(ASGIApp, ConsoleHandler())
_folders = (HERE / "chat/static", HERE / "site/static", HERE / "review/static", HERE / "teaching/static")
_files = StaticFiles(HERE / "chat/static/widget.js", _folders)


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
        if _files.has(scope["path"]):
            await _files(scope, receive, send)
        else:
            app = _console if is_of_the_console(scope["path"]) else _django
            await answer_limited(app, scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        event = (await receive())["type"]
        if TAKES_TELEGRAM:
            await (telegram.start() if event == "lifespan.startup" else telegram.stop())
        if event == "lifespan.shutdown":
            await close_chat_service()
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return
