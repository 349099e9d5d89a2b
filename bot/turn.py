"""One message through Rasa, ending in words whatever happens."""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME

from bot.collector import CHANNEL_NAME, CollectingOutput
from bot.incoming import Incoming
from bot.sentences import sentence

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

TURN_TIMEOUT_SECONDS = 30.0  # the user's earlier messages that it waits for included
APOLOGY = "utter_apology"

_running: set[asyncio.Future[None]] = set()  # asyncio itself would forget a task that nobody waits for


@dataclass(frozen=True)
class Reply:
    """What a turn brought: the user message's id and intent, and at least one bot message."""

    message_id: str
    intent: dict[str, Any]
    messages: list[dict[str, Any]]


async def take_turn(agent: Agent | None, on_new_message: OnNewMessage, incoming: Incoming) -> Reply:
    """Let Rasa handle the message; an exception, a time-out or silence becomes an apology.

    The turn runs on when the time is over or the client is gone, so that the conversation's log stays whole.
    """
    turn = _Turn(agent, on_new_message, incoming)
    task = asyncio.ensure_future(turn.run())
    _running.add(task)
    task.add_done_callback(_running.discard)
    done, _ = await asyncio.wait({task}, timeout=TURN_TIMEOUT_SECONDS)
    if not done:
        logger.error("a turn of %s takes longer than %s s", incoming.sender_id, TURN_TIMEOUT_SECONDS)
    messages = list(turn.output.messages) or [_plain_apology(agent)]
    return Reply(turn.message_id, turn.intent, messages)


class _Turn:
    """A turn under way; its fields hold as much as it has come to."""

    def __init__(self, agent: Agent | None, on_new_message: OnNewMessage, incoming: Incoming) -> None:
        self._agent = agent
        self._on_new_message = on_new_message
        self._incoming = incoming
        self.message_id = uuid.uuid4().hex
        self.intent: dict[str, Any] = {"name": None, "confidence": 0.0}
        self.output = CollectingOutput()

    async def run(self) -> None:
        """Handle the message, and apologise if nothing was said."""
        try:
            await self._handle()
        except Exception:
            logger.exception(
                "a turn of %s failed (%d characters)", self._incoming.sender_id, len(self._incoming.text)
            )
        try:
            if not self.output.messages:
                await self._apologise()
        except Exception:
            logger.exception("no apology could be logged for %s", self._incoming.sender_id)

    async def _handle(self) -> None:
        if self._agent is None or not self._agent.is_ready():
            logger.error("a message of %s came before a model was loaded", self._incoming.sender_id)
            return
        parse_data = await self._parse(self._agent)
        found = parse_data["intent"]
        self.intent = {"name": found.get("name"), "confidence": found.get("confidence", 0.0)}
        await self._on_new_message(self._user_message(parse_data))

    async def _parse(self, agent: Agent) -> dict[str, Any]:
        """Return the message's intent without any way for a text to be a command.

        Rasa obeys a text that begins with a slash; so what it parses here begins with something else.
        """
        if self._incoming.intent is not None:
            return _parsed_button(self._incoming.text, self._incoming.intent, self._incoming.passage_id)
        text = self._incoming.text
        bare = text.lstrip("/ \t\n\u00a0")
        parse_data = await agent.processor.parse_message(UserMessage(bare))
        return parse_data if bare == text else {**parse_data, "text": text, "text_tokens": []}

    def _user_message(self, parse_data: dict[str, Any]) -> UserMessage:
        return UserMessage(
            self._incoming.text,
            self.output,
            self._incoming.sender_id,
            parse_data=parse_data,
            input_channel=CHANNEL_NAME,
            message_id=self.message_id,
            metadata=self._incoming.metadata,
        )

    async def _apologise(self) -> None:
        """Say sorry as a bot event of the conversation, and listen again."""
        if self._agent is None or not self._agent.is_ready():
            return
        sender_id = self._incoming.sender_id
        async with self._agent.lock_store.lock(sender_id):
            for action in (APOLOGY, ACTION_LISTEN_NAME):
                await self._agent.execute_action(sender_id, action, self.output, policy=None, confidence=1.0)


def _parsed_button(payload: str, name: str, passage_id: str | None) -> dict[str, Any]:
    intent = {"name": name, "confidence": 1.0}
    entities = []
    if passage_id is not None:
        start = payload.index(passage_id)
        end = start + len(passage_id)
        entities = [{"entity": "passage_id", "value": passage_id, "start": start, "end": end}]
    return {"text": payload, "intent": intent, "intent_ranking": [intent], "entities": entities}


def _plain_apology(agent: Agent | None) -> dict[str, Any]:
    return {"text": sentence(agent, APOLOGY), "buttons": [], "metadata": {"utter_action": APOLOGY}}
