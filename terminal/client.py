"""One conversation over the channel's HTTP."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx

from contract.answer import Button
from contract.channel import BotMessage, read_message
from contract.evidence import Evidence
from contract.headers import CHANNEL_PATH, SECRET
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
    def said(self) -> tuple[BotMessage, ...]:
        """The messages as the contract reads them."""
        return tuple(read_message(message) for message in self.messages)

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.said)

    @property
    def buttons(self) -> list[Button]:
        return [button for message in self.said for button in message.buttons]

    @property
    def evidence(self) -> Evidence | None:
        """The evidence of the first message that has any; None for small talk."""
        return next((message.evidence for message in self.said if message.evidence is not None), None)


class Conversation:
    """A context; every message goes out under one sender, made up unless given."""

    def __init__(self, settings: Settings, sender: str = "") -> None:
        self.sender = sender or f"terminal-{uuid.uuid4().hex[:12]}"
        self._http = httpx.Client(
            base_url=settings.url,
            headers={SECRET: settings.secret},
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
        response = self._http.post(CHANNEL_PATH, json={"sender": self.sender, **message})
        if response.is_success:
            body = response.json()
            return Reply(body.get("intent") or {}, body.get("messages") or [])
        try:
            error = response.json()["error"]
            raise ChannelError(response.status_code, error["code"], error["message"])
        except (ValueError, KeyError, TypeError):
            response.raise_for_status()
            raise
