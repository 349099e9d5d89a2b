"""The emulator as an HTTP server in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web

from tests.telegram.emulator.chats import BOT_ID, Posted
from tests.telegram.emulator.checks import number_of, object_of
from tests.telegram.emulator.control import add_control
from tests.telegram.emulator.errors import Refused, bad
from tests.telegram.emulator.faults import Fault
from tests.telegram.emulator.injector import Injector
from tests.telegram.emulator.methods import Methods
from tests.telegram.emulator.state import Call, State, Update
from tests.telegram.emulator.webhook import SECRET_HEADER

TOKEN = f"{BOT_ID}:emulated-token-of-the-tests"
MAX_HOLD_SECONDS = 50
AGAIN_SECONDS = 0.2  # after a webhook did not say 2xx


class Emulator(Injector):
    """A context; `url` is the API's base address.

    `reached_at`: where a webhook's public address leads, as a reverse proxy would lead it.
    `withholds_after`: what has a later update id waits, as it does when Telegram is slow to deliver.
    """

    def __init__(self, token: str = TOKEN, port: int = 0, first_update_id: int = 100_000) -> None:
        self.token, self.port = token, port
        self.state = State(first_update_id)
        self.reached_at = ""
        self.deliver_backwards = False
        self.withholds_after: int | None = None
        self.webhook_statuses: list[int] = []
        self._methods = Methods(self.state)
        self._polling: asyncio.Task[Any] | None = None
        self._under_way: set[int] = set()
        self._ready = threading.Event()

    def __enter__(self) -> Emulator:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def calls(self) -> list[Call]:
        return self.state.calls

    def fail(self, method: str, **fault: Any) -> Fault:
        """Order a fault."""
        made = Fault(method, **fault)
        with self.state.lock:
            self.state.faults.append(made)
        return made

    def ours(self, chat_id: int) -> list[Posted]:
        """What the bot has in a chat, in order; what it deleted is not there."""
        with self.state.lock:
            chat = self.state.chats.get(chat_id)
            posted = list(chat.messages.values()) if chat else []
        return [each for each in posted if each.is_ours and not each.deleted]

    def wait(self, condition: Any, seconds: float = 15.0, what: str = "it") -> Any:
        """Return the condition's first true value; AssertionError when it does not come."""
        deadline = time.monotonic() + seconds
        while not (value := condition()):
            assert time.monotonic() < deadline, f"{what} did not happen in {seconds} s: {self.calls[-8:]}"
            time.sleep(0.01)
        return value

    def wait_for(self, chat_id: int, count: int = 1, seconds: float = 15.0) -> list[Posted]:
        """Wait until the bot has so many messages in a chat, and return them all."""
        found: list[Posted] = self.wait(
            lambda: len(self.ours(chat_id)) >= count and self.ours(chat_id),
            seconds,
            f"message {count} of {chat_id}",
        )
        return found

    def settled(self, seconds: float = 0.3) -> None:
        """Return once the bot has called nothing (but for updates) for so long."""

        def last() -> float:
            return max((each.at for each in list(self.calls) if each.method != "getupdates"), default=0.0)

        self.wait(lambda: not self.state.updates and time.monotonic() - last() > seconds, 30, "rest")

    async def _serve(self) -> None:
        self._loop, self._stopped, self._news = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        self.state.wake = lambda: self._loop.call_soon_threadsafe(self._news.set)
        app = web.Application(client_max_size=10_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        add_control(app, self)
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        pushing = asyncio.create_task(self._push())
        self._ready.set()
        await self._stopped.wait()
        pushing.cancel()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, at = request.match_info["method"].lower(), time.monotonic()
        parameters = await _parameters(request)
        call = Call(method, parameters, at)
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            if method == "getupdates":
                result = await self._get_updates(parameters)
            else:
                with self.state.lock:
                    self.state.calls.append(call)
                result = await self._carry_out(request, method, parameters, call.chat_id)
            if isinstance(result, web.StreamResponse):
                call.status = result.status
                return result
            call.status = 200
            return web.json_response({"ok": True, "result": result})
        except Refused as refused:
            call.status, call.description = refused.status, refused.description
            return web.json_response(refused.as_json(), status=refused.status)

    async def _carry_out(
        self, request: web.Request, method: str, parameters: dict[str, Any], chat_id: int | None
    ) -> Any:
        with self.state.lock:
            fault = self.state.fault_of(method, chat_id)
        result = None
        if fault is None or fault.done or not (fault.status or fault.cut):
            if fault is not None and fault.hold_seconds and not fault.done:
                await asyncio.sleep(fault.hold_seconds)
            with self.state.lock:
                result = self._methods.call(method, parameters)
        if fault is None:
            return result
        if fault.hold_seconds and fault.done:
            await asyncio.sleep(fault.hold_seconds)
        if fault.cut:
            assert request.transport is not None
            request.transport.abort()
            return web.Response(status=500)
        if fault.html:
            proxy = "<html>Bad Gateway</html>"
            return web.Response(status=fault.status, text=proxy, content_type="text/html")
        if fault.status == 429:
            wait = fault.retry_after
            raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        if fault.status:
            raise Refused(fault.status, "Internal Server Error")
        return result

    async def _get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        if self.state.webhook is not None:
            raise Refused(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        limit = number_of(parameters, "limit", 100)
        if not 1 <= limit <= 100:
            raise bad("limit must be between 1 and 100")
        if self._polling is not None and not self._polling.done():
            self._polling.cancel()  # the older of two is ended, as Telegram does
        task = asyncio.current_task()
        self._polling = task
        offset = number_of(parameters, "offset", 0)
        if object_of(parameters, "allowed_updates"):
            self.state.allowed = object_of(parameters, "allowed_updates")
        with self.state.lock:
            fault = self.state.fault_of("getupdates", None)
            for update_id in [each for each in self.state.updates if each < offset]:
                del self.state.updates[update_id]
        if fault is not None:
            raise Refused(fault.status, "Too Many Requests", retry_after=max(1, fault.retry_after))
        deadline = time.monotonic() + min(number_of(parameters, "timeout", 0), MAX_HOLD_SECONDS)
        while not (updates := self._waiting(limit)) and time.monotonic() < deadline:
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(1.0, deadline - time.monotonic()))
        return [self._handed_over(update) for update in updates]

    def _waiting(self, limit: int) -> list[Update]:
        """What may be handed over now, in the order in which it is to be."""
        with self.state.lock:
            waiting = [u for u in self.state.waiting() if u.update_id not in self._under_way]
        last = self.withholds_after
        waiting = [update for update in waiting if last is None or update.update_id <= last]
        return (waiting[::-1] if self.deliver_backwards else waiting)[:limit]

    def _handed_over(self, update: Update) -> dict[str, Any]:
        update.arrived = update.arrived or time.monotonic()
        update.deliveries += 1
        return {"update_id": update.update_id, update.kind: update.body}

    async def _push(self) -> None:
        """Post what waits to the webhook, over as many connections as it allows."""
        async with ClientSession(timeout=ClientTimeout(30)) as client:
            running: set[asyncio.Task[None]] = set()
            while True:
                webhook = self.state.webhook
                room = webhook.max_connections - len(running) if webhook is not None else 0
                for update in self._waiting(max(0, room)):
                    self._under_way.add(update.update_id)
                    task = asyncio.create_task(self._post(client, update))
                    running.add(task)
                    task.add_done_callback(running.discard)
                self._news.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), 0.05)

    async def _post(self, client: ClientSession, update: Update) -> None:
        webhook = self.state.webhook
        assert webhook is not None
        url = self.reached_at or webhook.url
        headers = {SECRET_HEADER: webhook.secret, "Content-Type": "application/json"}
        body = json.dumps(self._handed_over(update))
        status = 0
        try:
            async with client.post(url, data=body, headers=headers) as response:
                status = response.status
        except Exception:  # whatever it is, Telegram would try again
            status = 0
        self.webhook_statuses.append(status)
        if 200 <= status < 300:
            with self.state.lock:
                self.state.updates.pop(update.update_id, None)
        else:
            await asyncio.sleep(AGAIN_SECONDS)
        self._under_way.discard(update.update_id)
        self._news.set()


async def _parameters(request: web.Request) -> dict[str, Any]:
    """A call's parameters, in whichever of Telegram's ways they came."""
    parameters: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        with contextlib.suppress(ValueError):
            parameters |= await request.json()
    elif request.can_read_body:
        parameters |= dict(await request.post())
    return parameters
