"""One conversation over the channel's HTTP, in the forms of `contract`."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from types import TracebackType

import httpx

from contract import headers
from contract.answer import Button
from contract.channel import BotMessage, Intent, Request, read_reply
from contract.evidence import Evidence
from terminal.settings import Settings

PATIENCE_SECONDS = 60.0
UNREADABLE = "unreadable"


class ChannelError(Exception):
    """The channel refused a message; str() is its own Arabic sentence, code its machine-readable reason."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one message: its intent and the bot's messages, in order."""

    intent: Intent
    messages: tuple[BotMessage, ...]

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for message in self.messages for button in message.buttons)

    @property
    def evidence(self) -> Evidence | None:
        """The evidence of the first message that has any; None for small talk."""
        return next((message.evidence for message in self.messages if message.evidence), None)


class Conversation:
    """A context; every message goes out under one sender, made up unless given."""

    def __init__(self, settings: Settings, sender: str = "") -> None:
        self.sender = sender or f"terminal-{uuid.uuid4().hex[:12]}"
        self._http = httpx.Client(
            base_url=settings.url,
            headers={headers.SECRET: settings.secret},
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
        return self._send(Request(self.sender, uuid.uuid4().hex, text=text))

    def press(self, payload: str) -> Reply:
        return self._send(Request(self.sender, uuid.uuid4().hex, payload=payload))

    def _send(self, request: Request) -> Reply:
        """Raises ChannelError when refused or not understood, httpx.HTTPError when nobody answers."""
        response = self._http.post(headers.CHANNEL_PATH, json=request.as_json())
        if response.is_success:
            reply = read_reply(response.json())
            if reply is None:
                raise ChannelError(response.status_code, UNREADABLE, "the channel's reply has no message")
            return Reply(reply.intent, reply.messages)
        try:
            error = response.json()["error"]
            raise ChannelError(response.status_code, error["code"], error["message"])
        except (ValueError, KeyError, TypeError):
            response.raise_for_status()
            raise
