"""One message through Rasa, ending in words whatever happens, or in `not_stored`.

The log is the truth: a reply is what the log holds of the turn. So a message whose id came before is answered
with the same words and nothing is done twice, and an answer that could not be stored is not given.
"""

import asyncio
import logging
import time
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import BotUttered
from sqlalchemy.exc import SQLAlchemyError

from bot.incoming import Incoming, Refusal
from bot.tracker_store import LoggedTurn
from contract.channel import APOLOGY, Intent, message_as_json, reply_as_json
from contract.logs import pseudonym
from contract.payload import PASSAGE_ID, Press

logger = logging.getLogger(__name__)

CHANNEL_NAME = "daleel"
TURN_TIMEOUT_SECONDS = 30.0  # the user's earlier messages that it waits for included
LAST_RESORT = (
    "عذرا، حدث خلل ولا أستطيع الإجابة الآن. حاول مرة أخرى بعد قليل."  # for a response that is not there
)

Reply = dict[str, Any]  # as contract.channel.reply_as_json makes it

_BOOKKEEPING = ("timestamp", "model_id", "assistant_id")  # what Rasa writes into every bot event for itself
_NO_INTENT = {"name": None, "confidence": 0.0}

_running: dict[tuple[str, str], asyncio.Future[Reply]] = {}  # by sender and message


class LoggedOutput(OutputChannel):
    """Drops what is sent to it: the reply is read from the log."""

    @classmethod
    def name(cls) -> str:
        """Return the name that responses may have variants for."""
        return CHANNEL_NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Drop the message."""


async def take_turn(agent: Agent | None, incoming: Incoming) -> Reply:
    """Return the reply to the message, from the log where it was answered before.

    An exception, a time-out or silence becomes an apology; Refusal `not_stored` where the log cannot be
    written or read. The turn runs on when the time is over or the client is gone, so that the log stays
    whole; the same message coming again waits for it.
    """
    key = (incoming.sender_id, incoming.message_id)
    if key not in _running:
        _running[key] = asyncio.ensure_future(_reply(agent, incoming))
        _running[key].add_done_callback(lambda _: _running.pop(key))
    turn = _running[key]
    done, _ = await asyncio.wait({turn}, timeout=TURN_TIMEOUT_SECONDS)
    if not done:
        whom = pseudonym(incoming.sender_id)
        logger.error("a turn of %s takes longer than %s s", whom, TURN_TIMEOUT_SECONDS)
        return _apology(agent, incoming)
    return turn.result()


def sentence(agent: Agent | None, response: str) -> str:
    """Return the first text of a response, for what is said without a conversation."""
    domain = agent.domain if agent is not None else None
    variants = domain.responses.get(response, []) if domain is not None else []
    return next((each["text"] for each in variants if each.get("text")), LAST_RESORT)


async def _reply(agent: Agent | None, incoming: Incoming) -> Reply:
    if agent is None or not agent.is_ready():
        logger.error("a message of %s came before a model was loaded", pseudonym(incoming.sender_id))
        return _apology(agent, incoming)
    began = time.perf_counter()
    try:
        turn = _logged(agent, incoming)
        if turn is None:
            turn = await _run(agent, incoming)
    except SQLAlchemyError as error:
        logger.error("a turn of %s is not stored: %s", pseudonym(incoming.sender_id), error)
        turn = None
    if turn is None:
        raise Refusal("not_stored")
    return _as_reply(turn, incoming.message_id, 1000 * (time.perf_counter() - began))


def _logged(agent: Agent, incoming: Incoming) -> LoggedTurn | None:
    turn: LoggedTurn | None = agent.tracker_store.find_turn(incoming.sender_id, incoming.message_id)
    return turn


async def _run(agent: Agent, incoming: Incoming) -> LoggedTurn | None:
    """Let Rasa handle the message, apologise if nothing was said, and return what is in the log."""
    message = UserMessage(
        incoming.text,
        LoggedOutput(),
        incoming.sender_id,
        {"text": incoming.text, "intent": _NO_INTENT, "entities": []},
        CHANNEL_NAME,
        incoming.message_id,
        incoming.metadata,
    )
    try:
        message.parse_data = await _parse(agent, incoming)
        await agent.handle_message(message)
    except SQLAlchemyError:
        raise
    except Exception:
        whom = pseudonym(incoming.sender_id)
        logger.exception("a turn of %s failed (%d characters)", whom, len(incoming.text))
    turn = _logged(agent, incoming)
    if turn is not None and _said(turn):
        return turn
    try:
        await _apologise(agent, message, is_logged=turn is not None)
    except SQLAlchemyError:
        raise
    except Exception:
        logger.exception("no apology could be logged for %s", pseudonym(incoming.sender_id))
    return _logged(agent, incoming)


async def _parse(agent: Agent, incoming: Incoming) -> dict[str, Any]:
    """Return the message's intent without any way for a text to be a command.

    Rasa obeys a text that begins with a slash; so what it parses here begins with something else.
    """
    if incoming.press is not None:
        return _parsed_press(incoming.press)
    text = incoming.text
    bare = text.lstrip("/ \t\n\u00a0")
    parse_data: dict[str, Any] = await agent.processor.parse_message(UserMessage(bare))
    return parse_data if bare == text else {**parse_data, "text": text, "text_tokens": []}


def _parsed_press(press: Press) -> dict[str, Any]:
    intent = {"name": press.intent, "confidence": 1.0}
    entities = []
    if press.passage_id is not None:
        start = press.payload.index(press.passage_id)
        end = start + len(press.passage_id)
        entities = [{"entity": PASSAGE_ID, "value": press.passage_id, "start": start, "end": end}]
    return {"text": press.payload, "intent": intent, "intent_ranking": [intent], "entities": entities}


async def _apologise(agent: Agent, message: UserMessage, is_logged: bool) -> None:
    """Say sorry as a bot event of the conversation, after the message, and listen again."""
    async with agent.lock_store.lock(message.sender_id):
        if not is_logged:
            await agent.log_message(message)
        for action in (APOLOGY, ACTION_LISTEN_NAME):
            await agent.execute_action(
                message.sender_id, action, message.output_channel, policy=None, confidence=1.0
            )


def _said(turn: LoggedTurn) -> list[dict[str, Any]]:
    """Return the bot's messages as they travel, without those that show nothing."""
    said = []
    for event in turn.events:
        if event["event"] == BotUttered.type_name:
            parts = {**event["data"], **event["metadata"], "text": event["text"]}
            message = message_as_json(
                {name: value for name, value in parts.items() if value and name not in _BOOKKEEPING}
            )
            if message["text"] or message["buttons"] or message["metadata"].get("evidence"):
                said.append(message)
    return said


def _as_reply(turn: LoggedTurn, message_id: str, milliseconds: float) -> Reply:
    parsed = turn.events[0]["parse_data"]
    ranking = tuple(_intent(each) for each in parsed.get("intent_ranking") or ())
    return reply_as_json(
        message_id, _intent(parsed["intent"]), ranking, turn.language, milliseconds, _said(turn)
    )


def _intent(found: dict[str, Any]) -> Intent:
    return Intent(found.get("name") or "", found.get("confidence") or 0.0)


def _apology(agent: Agent | None, incoming: Incoming) -> Reply:
    """Return an apology that is in no log."""
    message = message_as_json({"text": sentence(agent, APOLOGY), "utter_action": APOLOGY})
    return reply_as_json(incoming.message_id, _intent(_NO_INTENT), (), "", 0.0, [message])
