"""Everything the emulator remembers. All of it is touched under one lock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.emulator.chats import Chat, Posted
from tests.telegram.emulator.faults import Fault
from tests.telegram.emulator.webhook import Webhook


@dataclass
class Call:
    """One call of the bot's, as it came and as it was answered; times are monotonic seconds."""

    method: str
    parameters: dict[str, Any]
    at: float
    status: int = 0
    description: str = ""

    @property
    def chat_id(self) -> int | None:
        value = self.parameters.get("chat_id")
        return int(value) if value is not None else None


@dataclass
class Update:
    """An update that waits: `arrived` is when the bot was first handed it."""

    update_id: int
    kind: str
    body: dict[str, Any]
    injected: float = field(default_factory=time.monotonic)
    arrived: float | None = None
    deliveries: int = 0


class State:
    """`wake` is set by the server: something waits."""

    def __init__(self, first_update_id: int) -> None:
        self.lock = threading.RLock()
        self.chats: dict[int, Chat] = {}
        self.updates: dict[int, Update] = {}
        self.all_updates: dict[int, Update] = {}
        self.queries: dict[str, dict[str, Any]] = {}
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.commands: dict[str, list[dict[str, Any]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.webhook: Webhook | None = None
        self.allowed: list[str] = []
        self.wake: Callable[[], None] = lambda: None
        self.next_update = first_update_id
        self._shared_id = 0

    def post(self, chat: Chat, author: dict[str, Any], text: str, **more: Any) -> Posted:
        """Put a message into a chat under its next number."""
        posted = Posted(self.next_message_id(chat), chat.id, author, text, versions=[text], **more)
        chat.messages[posted.message_id] = posted
        return posted

    def next_message_id(self, chat: Chat) -> int:
        if chat.kind == "supergroup":
            chat.next_id += 1
            return chat.next_id
        self._shared_id += 1
        return self._shared_id

    def add_update(self, kind: str, body: dict[str, Any], *, waits: bool = True) -> Update:
        """Give an update its number, and let it wait for the bot unless it is to be lost on the way."""
        update = Update(self.next_update, kind, body)
        self.next_update += 1
        self.all_updates[update.update_id] = update
        if waits:
            self.updates[update.update_id] = update
        return update

    def waiting(self) -> list[Update]:
        """What waits for the bot, of the kinds that it asks for; others are dropped by Telegram."""
        allowed = self.webhook.allowed if self.webhook is not None else self.allowed
        return [update for update in self.updates.values() if not allowed or update.kind in allowed]

    def fault_of(self, method: str, chat_id: int | None) -> Fault | None:
        return next((fault for fault in self.faults if fault.meets(method, chat_id)), None)
