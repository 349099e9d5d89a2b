"""The chat's service as Telegram asks it: the one path of the web's messages, under Telegram's keys."""

from __future__ import annotations

import asyncio
import time

from web.api.request_id import answering
from web.chat.cleaning import clean_message, clean_payload
from web.chat.erase import erase
from web.chat.models import Session
from web.chat.reply import Reply
from web.chat.service import ChatService

AT_ONCE = (
    32  # turns; after an hour without a line, what has gathered must not all meet Rasa's time-out together
)
PATIENCE_ASKED_EVERY_SECONDS = 60.0


class Assistant:
    """An update's id is its message's key: asked again after a crash, it is answered from the log."""

    def __init__(self, service: ChatService) -> None:
        self._service = service
        self._places = asyncio.Semaphore(AT_ONCE)
        self._asked_for_patience: dict[str, float] = {}

    async def ask(
        self, session: Session, update_id: int, *, text: str | None = None, payload: str | None = None
    ) -> list[Reply]:
        """Return what the assistant says to a text or a button's payload; ApiError when it fails."""
        asked = clean_message(text) if payload is None else clean_payload(payload)
        key = f"telegram-{update_id}"
        async with self._places:
            with answering(key):
                return list((await self._service.ask(session, asked, key)).replies)

    async def erase(self, session: Session) -> None:
        """Erase the conversation everywhere."""
        await erase(session, self._service.queues)

    def asks_for_patience(self, session: Session) -> bool:
        """Whether a person who writes too fast is to be told so now: once a minute."""
        now = time.monotonic()
        recent = {
            name: at
            for name, at in self._asked_for_patience.items()
            if now - at < PATIENCE_ASKED_EVERY_SECONDS
        }
        is_due = session.sender_id not in recent
        self._asked_for_patience = {session.sender_id: now, **recent}
        return is_due
