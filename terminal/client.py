"""One conversation over the channel's HTTP."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx

from terminal.settings import Settings

PATIENCE_SECONDS = 60.0


class ChannelError(Exception):
    """The channel refused a message; str() is its own Arabic sentence, code its machine-readable reason."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one message: the intent {"name", "confidence"} and the bot's messages, in order."""

    intent: dict[str, Any]
    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n".join(message.get("text") or "" for message in self.messages)

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.messages for button in message.get("buttons") or ()]

    @property
    def evidence(self) -> dict[str, Any]:
        """The evidence of the first message that has any; empty for small talk."""
        found = ((message.get("metadata") or {}).get("evidence") for message in self.messages)
        return next((evidence for evidence in found if evidence), {})


class Conversation:
    """A context; every message goes out under one sender, made up unless given."""

    def __init__(self, settings: Settings, sender: str = "") -> None:
        self.sender = sender or f"terminal-{uuid.uuid4().hex[:12]}"
        self._http = httpx.Client(
            base_url=f"{settings.url}/webhooks/daleel",
            headers={"X-Daleel-Secret": settings.secret},
            timeout=PATIENCE_SECONDS,
            trust_env=False,  # loopback: never through a proxy
        )

    def __enter__(self) -> Conversation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def say(self, text: str) -> Reply:
        return self._send({"text": text})

    def press(self, payload: str) -> Reply:
        return self._send({"payload": payload})

    def _send(self, message: dict[str, str]) -> Reply:
        """Raises ChannelError when refused, httpx.HTTPError when nobody answers."""
        response = self._http.post("/webhook", json={"sender": self.sender, **message})
        if response.is_success:
            body = response.json()
            return Reply(body.get("intent") or {}, body.get("messages") or [])
        try:
            error = response.json()["error"]
            raise ChannelError(response.status_code, error["code"], error["message"])
        except (ValueError, KeyError, TypeError):
            response.raise_for_status()
            raise
