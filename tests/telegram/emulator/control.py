"""The emulator's own addresses, for whoever runs it as a process: bench/telegram.py."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from aiohttp import web

from tests.telegram.emulator.chats import Person
from tests.telegram.emulator.webhook import Webhook

if TYPE_CHECKING:
    from tests.telegram.emulator.server import Emulator


def add_control(app: web.Application, emulator: Emulator) -> None:
    """POST /emulator/say [[person, text], …] · POST /emulator/webhook {url, secret} · GET /emulator/seen"""

    async def say(request: web.Request) -> web.Response:
        said = [emulator.say(Person(person), text) for person, text in await request.json()]
        return web.json_response(said)

    async def webhook(request: web.Request) -> web.Response:
        """Post updates there, whatever Telegram would say to such an address."""
        form = await request.json()
        emulator.state.webhook = Webhook(form["url"], form["secret"], 40, [])
        emulator.state.wake()
        return web.json_response(True)

    async def seen(request: web.Request) -> web.Response:
        """Updates and calls with their times in seconds, and what the bot has said."""
        updates = {
            each.update_id: {
                "chat": each.body["chat"]["id"],
                "text": each.body["text"],
                "injected": each.injected,
                "arrived": each.arrived,
                "waits": each.update_id in emulator.state.updates,
            }
            for each in emulator.state.all_updates.values()
        }
        calls = [
            {"method": c.method, "chat": c.chat_id, "at": c.at, "ok": c.status == 200} for c in emulator.calls
        ]
        said = [
            {"chat": chat_id, "id": each.message_id, "text": each.text, "at": each.at}
            for chat_id in list(emulator.state.chats)
            for each in emulator.ours(chat_id)
        ]
        body = {"now": time.monotonic(), "updates": updates, "calls": calls, "said": said}
        return web.Response(text=json.dumps(body), content_type="application/json")

    app.router.add_post("/emulator/say", say)
    app.router.add_post("/emulator/webhook", webhook)
    app.router.add_get("/emulator/seen", seen)
