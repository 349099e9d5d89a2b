"""One visitor of the public chat, over its HTTP API, as the widget is one."""

from __future__ import annotations

import uuid

import httpx

from bench.load import REPLY_TIMEOUT_SECONDS

HISTORY_TURNS = 100


class WebSession:
    """A session with a connection of its own."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    @classmethod
    async def open(cls, url: str) -> WebSession:
        """Ask the server for a session; httpx.HTTPError where it gives none."""
        client = httpx.AsyncClient(base_url=f"{url}/api/chat", timeout=REPLY_TIMEOUT_SECONDS, trust_env=False)
        created = (await client.post("/session", json={})).raise_for_status().json()
        client.headers["Authorization"] = f"Bearer {created['token']}"
        return cls(client)

    @staticmethod
    def new_key() -> str:
        """Return an idempotency key."""
        return uuid.uuid4().hex

    async def ask(self, text: str, key: str = "") -> None:
        """Send a message and wait for its answer; ValueError where the answer says nothing."""
        body = {"key": key or self.new_key(), "text": text}
        turn = (await self._client.post("/messages", json=body)).raise_for_status().json()
        if not turn["replies"]:
            raise ValueError("an empty reply")

    async def history_keys(self) -> list[str]:
        """Return the keys of the conversation's turns as its log has them, oldest first."""
        history = await self._client.get("/history", params={"limit": HISTORY_TURNS})
        return [turn["key"] for turn in history.raise_for_status().json()["turns"]]

    async def close(self) -> None:
        """Give the connection back."""
        await self._client.aclose()
