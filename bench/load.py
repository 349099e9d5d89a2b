"""Load: users who each wait for a reply before they write again, and a session of the public chat."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bench.figures import percentile

TURNS_PER_CONVERSATION = 10  # then the user becomes a new sender, so that no history grows without end
REPLY_TIMEOUT_SECONDS = 60.0

HISTORY_TURNS = 100


@dataclass(frozen=True, slots=True)
class Surface:
    """Where messages are posted, in which form, and whether a reply's JSON says anything."""

    url: str
    headers: dict[str, str]
    body: Callable[[str, str], dict[str, Any]]  # (sender, text)
    says_something: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Stage:
    """So many users send so many messages between them, for at most so long."""

    users: int
    messages: int
    max_seconds: float = 120.0


@dataclass(slots=True)
class Measured:
    """What one stage saw; latencies in milliseconds of the replies that said something."""

    latencies_ms: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    wall_seconds: float = 0.0

    @property
    def messages_per_second(self) -> float:
        """Replies that said something per second of wall time."""
        return len(self.latencies_ms) / self.wall_seconds if self.wall_seconds else 0.0

    def percentile_ms(self, share: float) -> float:
        """Return the latency that this share of the replies kept to; infinite without a reply."""
        return percentile(self.latencies_ms, share) if self.latencies_ms else float("inf")


def drive(surface: Surface, texts: Iterator[str], stage: Stage, sender_prefix: str) -> Measured:
    """Run one stage to its end; texts must not run out."""
    return asyncio.run(_drive(surface, itertools.islice(texts, stage.messages), stage, sender_prefix))


async def _drive(surface: Surface, texts: Iterator[str], stage: Stage, sender_prefix: str) -> Measured:
    measured = Measured()
    limits = httpx.Limits(max_connections=stage.users, max_keepalive_connections=stage.users)
    async with httpx.AsyncClient(
        limits=limits, timeout=REPLY_TIMEOUT_SECONDS, headers=surface.headers, trust_env=False
    ) as client:
        began = time.perf_counter()
        deadline = began + stage.max_seconds
        users = (_user(client, surface, texts, deadline, sender_prefix, measured) for _ in range(stage.users))
        await asyncio.gather(*users)
        measured.wall_seconds = time.perf_counter() - began
    return measured


async def _user(
    client: httpx.AsyncClient,
    surface: Surface,
    texts: Iterator[str],
    deadline: float,
    sender_prefix: str,
    measured: Measured,
) -> None:
    for turn, text in enumerate(texts):  # the iterator is shared: each text is sent once
        if turn % TURNS_PER_CONVERSATION == 0:
            sender = f"{sender_prefix}-{uuid.uuid4().hex[:16]}"
        sent = time.perf_counter()
        failure = await _send(client, surface, sender, text)
        if failure:
            measured.failures.append(failure)
        else:
            measured.latencies_ms.append(1000 * (time.perf_counter() - sent))
        if time.perf_counter() > deadline:
            return


async def _send(client: httpx.AsyncClient, surface: Surface, sender: str, text: str) -> str:
    """Post one message; return what went wrong, nothing if it was answered."""
    try:
        response = await client.post(surface.url, json=surface.body(sender, text))
        if response.status_code != httpx.codes.OK:
            return f"HTTP {response.status_code}"
        return "" if surface.says_something(response.json()) else "an empty reply"
    except (httpx.HTTPError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def never_twice(texts: Sequence[str], openings: Sequence[str]) -> Iterator[str]:
    """Yield every text after every opening, none twice, so that no cache answers."""
    for opening in openings:
        for text in texts:
            yield f"{opening} {text}".lstrip()


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
