"""The path of one message, whichever surface it comes from: limits, order, Rasa, record.

Each message runs as a task of its own: a visitor who leaves does not end a turn, and who returns with the
same key meets the turn under way.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError

from contract.channel import Reply, Request
from contract.logs import pseudonym
from web.api import ApiError, current_request_id
from web.chat import turns
from web.chat.cleaning import Asked
from web.chat.conversation import PublicTurn
from web.chat.limits import Limits
from web.chat.models import Session
from web.chat.queues import Queues
from web.chat.rasa import PROBE_SECONDS, NotReached, Rasa, Workers
from web.database import in_database
from web.environment import Environment
from web.operations.metrics import record_answer, record_message, record_waiting

logger = logging.getLogger(__name__)

ANSWERED: Final = "answered"
SETTLE_SECONDS = 120.0  # how long Rasa may take to start beside web


class Stopwatch:
    """Where the time of one message went: `part` counts the seconds within."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._parts = {"queue": 0.0, "rasa": 0.0}

    @contextmanager
    def part(self, name: str) -> Generator[None, None, None]:
        """Count the time within as this part's, "queue" or "rasa"."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._parts[name] += time.monotonic() - began

    def seconds(self) -> dict[str, float]:
        """Return the seconds of each part so far: what is neither the queue's nor Rasa's is web's own."""
        total = time.monotonic() - self._began
        return {"total": total, **self._parts, "web": max(0.0, total - sum(self._parts.values()))}


@dataclass(frozen=True, slots=True)
class _Message:
    """One message on its way; `address` is empty where it tells nothing, as behind Telegram."""

    session: Session
    asked: Asked
    key: str
    address: str
    fingerprint: str
    watch: Stopwatch = field(default_factory=Stopwatch)


@dataclass(frozen=True, slots=True)
class _UnderWay:
    fingerprint: str
    task: asyncio.Task[PublicTurn]


class ChatService:
    """One a process, made and used in its event loop."""

    def __init__(self, environment: Environment) -> None:
        self.queues = Queues()
        self.limits = Limits(environment)
        self._rasa = Rasa(environment.channel_secret, environment.turn_seconds)
        self._workers = Workers(environment.rasa_urls, self._rasa.is_healthy)
        self._under_way: dict[tuple[UUID, str], _UnderWay] = {}

    async def ask(self, session: Session, asked: Asked, key: str, address: str = "") -> PublicTurn:
        """Return the turn of this message, asked once however often it is sent; ApiError where there is none.

        Messages of a session are answered in the order in which they are asked here.
        """
        name, fingerprint = (session.pk, key), asked.fingerprint(session.pk)
        under_way = self._under_way.get(name)
        if under_way is None:
            message = _Message(session, asked, key, address, fingerprint)
            under_way = _UnderWay(fingerprint, asyncio.create_task(self._run(message)))
            self._under_way[name] = under_way
            record_waiting(len(self._under_way))
            under_way.task.add_done_callback(partial(self._ended, name))
        elif under_way.fingerprint != fingerprint:
            raise ApiError("key_reused", 409)
        return await asyncio.shield(under_way.task)

    async def settle(self) -> None:
        """Ask again what a killed process left unanswered: what Rasa said to it comes into the record."""
        left_behind = await in_database(turns.left_behind)
        deadline = time.monotonic() + SETTLE_SECONDS
        while left_behind and not await self._workers.any_healthy() and time.monotonic() < deadline:
            await asyncio.sleep(PROBE_SECONDS)
        for left in left_behind:
            asked = Asked(payload=left.payload) if left.payload else Asked(text=left.text)
            with suppress(ApiError):  # it is noted, and its visitor may ask again
                await self.ask(left.session, asked, left.key)

    async def close(self) -> None:
        """Let go of the workers; turns under way are not waited for."""
        await self._workers.close()
        await self._rasa.close()

    def _ended(self, name: tuple[UUID, str], task: asyncio.Task[PublicTurn]) -> None:
        del self._under_way[name]
        record_waiting(len(self._under_way))
        if not task.cancelled():
            task.exception()  # whoever asked may have left, and asyncio would complain

    async def _run(self, message: _Message) -> PublicTurn:
        try:
            if wait_seconds := self.limits.message_wait_seconds(message.session.sender_id, message.address):
                return await self._over_limit(message, wait_seconds)
            return await self._in_order(message)
        except ApiError as error:
            self._note(message, error.code)
            raise
        except Exception as error:  # whoever asked may have left: it would be seen by nobody
            logger.exception("a message of %s failed", pseudonym(message.session.sender_id))
            self._note(message, "server_error")
            raise ApiError("server_error", 500) from error

    async def _over_limit(self, message: _Message, wait_seconds: int) -> PublicTurn:
        """Return what was answered before, which costs nothing; ApiError too_many_messages."""
        found = await in_database(turns.answered_before, message.session, message.key, message.asked)
        if found is None:
            raise ApiError("too_many_messages", 429, retry_after_seconds=wait_seconds)
        return found

    async def _in_order(self, message: _Message) -> PublicTurn:
        """Take the place first, whatever the database takes: the order is that of arrival."""
        session, address = message.session, message.address
        with self.queues.place(session.pk) as place:
            self.limits.count_message(session.sender_id, address)
            claimed = await in_database(turns.claim, session, message.key, message.asked)
            if claimed.answered is not None:
                self.limits.take_back_message(session.sender_id, address)
                return claimed.answered
            with message.watch.part("queue"):
                await place.reached()
            reply = await self._reply(message, claimed.message_id)
            return await self._recorded(message, claimed.message_id, reply)

    async def _reply(self, message: _Message, message_id: str) -> Reply:
        """Ask Rasa; what became of it where it does not answer is recorded before the ApiError goes on."""
        try:
            with message.watch.part("rasa"):
                return await self._asked_of_a_worker(message, message_id)
        except ApiError as error:
            if error.status < 500:  # it refused the message
                await in_database(turns.forget, message_id)
            else:
                await self._end(message, message_id, None)
            raise

    async def _asked_of_a_worker(self, message: _Message, message_id: str) -> Reply:
        session = message.session
        metadata = {"surface": session.surface, "turn": message.key, "request_id": current_request_id()}
        asked = message.asked
        request = Request(session.sender_id, message_id, asked.text, asked.payload, metadata)
        for url in self._workers.in_order(session.sender_id):
            try:
                return await self._rasa.say(url, request)
            except NotReached:
                self._workers.set_aside(url)
        raise ApiError("assistant_unavailable", 503, retry_after_seconds=round(PROBE_SECONDS))

    async def _recorded(self, message: _Message, message_id: str, reply: Reply) -> PublicTurn:
        """Record the answer and return it; ApiError assistant_failed for an apology alone."""
        turn = await self._end(message, message_id, reply)
        if all(each.is_apology for each in reply.messages):
            logger.error("Rasa apologised to %s", pseudonym(message.session.sender_id))
            raise ApiError("assistant_failed", 502)
        for each in turn.replies:
            record_answer(each.kind)
        self._note(message, ANSWERED)
        return turn

    async def _end(self, message: _Message, message_id: str, reply: Reply | None) -> PublicTurn:
        """Record what came of a message. An answer that cannot be recorded is not given: it may be asked for
        again, and Rasa says the same."""
        milliseconds = 1000 * message.watch.seconds()["total"]
        try:
            return await in_database(turns.end, message.session, message_id, reply, milliseconds)
        except DatabaseError as error:
            logger.exception(
                "what was said to %s could not be recorded", pseudonym(message.session.sender_id)
            )
            raise ApiError("assistant_failed", 502) from error

    def _note(self, message: _Message, outcome: str) -> None:
        seconds = message.watch.seconds()
        record_message(message.session.surface, outcome, seconds)
        times = ", ".join(f"{part} {1000 * value:.0f} ms" for part, value in seconds.items())
        logger.info("message of %s: %s (%s)", pseudonym(message.session.sender_id), outcome, times)


@cache
def chat_service() -> ChatService:
    """The process's service."""
    return ChatService(settings.DALEEL)


async def settle() -> None:
    """At web's start: see ChatService.settle."""
    try:
        await chat_service().settle()
    except Exception:  # the edge: web serves without it
        logger.exception("what a process before left unanswered could not be settled")


async def close_chat_service() -> None:
    """Let go of the workers, if any message was ever asked."""
    if chat_service.cache_info().currsize:
        await chat_service().close()
        chat_service.cache_clear()
