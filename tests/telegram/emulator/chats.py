"""People, chats and messages as the emulator holds them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.emulator.html_marks import Entity, units

BOT_ID = 7000000001
BOT_USERNAME = "DaleelTestBot"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Daleel", "username": BOT_USERNAME}


@dataclass
class Posted:
    """A message in a chat: `versions` are the texts that it has had, the last is what stands there."""

    message_id: int
    chat_id: int
    author: dict[str, Any]
    text: str
    entities: list[Entity] = field(default_factory=list)
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    reply_to: int | None = None
    at: float = field(default_factory=time.monotonic)
    versions: list[str] = field(default_factory=list)
    deleted: bool = False
    thread_id: int | None = None
    photo: bytes = b""  # what the text is the caption of

    @property
    def is_ours(self) -> bool:
        return bool(self.author["id"] == BOT_ID)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [button for row in self.keyboard for button in row]

    @property
    def titles(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    def button(self, title: str) -> dict[str, Any]:
        """The first button whose title holds this."""
        return next(button for button in self.buttons if title in button["text"])

    def as_json(self, chat: dict[str, Any]) -> dict[str, Any]:
        entities = [{"type": e.type, "offset": e.offset, "length": e.length} for e in self.entities]
        body = {
            "message_id": self.message_id,
            "from": self.author,
            "chat": chat,
            "date": int(time.time()),
            "caption" if self.photo else "text": self.text,
        }
        if self.photo:
            body["photo"] = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        if entities:
            body["entities"] = entities
        if self.keyboard:
            body["reply_markup"] = {"inline_keyboard": self.keyboard}
        return body


@dataclass
class Chat:
    """`state`: what stands between the bot and the chat; `moved_to`: the supergroup that it became."""

    id: int
    kind: str
    state: str = "open"  # blocked, kicked, deactivated
    moved_to: int | None = None
    messages: dict[int, Posted] = field(default_factory=dict)
    topics: set[int] = field(default_factory=set)
    next_id: int = 1

    def as_json(self) -> dict[str, Any]:
        if self.kind == "private":
            return {"id": self.id, "type": "private", "first_name": f"Person {self.id}"}
        body = {"id": self.id, "type": self.kind, "title": f"Group {self.id}"}
        return {**body, "is_forum": True} if self.topics else body


@dataclass(frozen=True)
class Person:
    """Somebody who writes; their private chat has their own id."""

    id: int
    language_code: str = "ar"

    def as_json(self) -> dict[str, Any]:
        name = f"Person {self.id}"
        return {"id": self.id, "is_bot": False, "first_name": name, "language_code": self.language_code}


@dataclass(frozen=True)
class Group:
    """A group's id."""

    id: int


def entities_of(text: str) -> list[dict[str, Any]]:
    """What Telegram finds in a typed text: commands and names."""
    import re

    found = []
    for kind, pattern in (
        ("bot_command", r"(?<![\w/])/[a-zA-Z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?"),
        ("mention", r"(?<![\w/@])@[A-Za-z0-9_]{4,32}"),
    ):
        for match in re.finditer(pattern, text):
            offset = units(text[: match.start()])
            found.append({"type": kind, "offset": offset, "length": units(match[0])})
    return sorted(found, key=lambda each: each["offset"])
