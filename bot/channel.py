"""The one way into Rasa: POST /webhooks/daleel/webhook with the secret in a header (contract.channel)."""

import json
import logging
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import BotError
from bot.incoming import MAX_BODY_BYTES, Refusal, check_secret, read_incoming
from bot.model_watch import stop_watching, watch_model
from bot.patches import install
from bot.turn import CHANNEL_NAME, sentence, take_turn
from contract.headers import MIN_SECRET_CHARACTERS, SECRET
from contract.logs import pseudonym, write_json_where_asked

logger = logging.getLogger(__name__)


class DaleelInput(InputChannel):
    """Takes one message (contract.channel.Request) and gives back all that the bot said to it (Reply).

    4xx and 503 {"error": {"code", "message"}} are contract.errors.CHANNEL_ERRORS.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        """Return the channel's part of the address."""
        return CHANNEL_NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "DaleelInput":
        """Return the channel of credentials.yml; Rasa asks for it first of all, so patches begin here."""
        secret = str((credentials or {}).get("secret") or "")
        if len(secret) < MIN_SECRET_CHARACTERS:
            raise BotError(
                f"DALEEL_CHANNEL_SECRET has {len(secret)} characters; "
                f"set it to {MIN_SECRET_CHARACTERS} or more random ones"
            )
        install()
        return cls(secret)

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """Return the channel's two addresses."""
        channel = Blueprint("daleel_channel")

        @channel.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = _agent(request)
            if agent is None or not agent.is_ready():
                return _json({"status": "no model"}, 503)
            return _json({"status": "ok", "model": agent.model_id})

        @channel.route("/webhook", methods=["POST"], stream=True)
        async def receive(request: Request) -> HTTPResponse:
            return await self._receive(request)

        write_json_where_asked()  # Rasa has set its own logging up by now
        channel.listener("before_server_start")(watch_model)
        channel.listener("before_server_stop")(stop_watching)
        return channel

    async def _receive(self, request: Request) -> HTTPResponse:
        agent = _agent(request)
        try:
            check_secret(request.headers.get(SECRET), self._secret)
            incoming = read_incoming(await _read_body(request))
            logger.info("message of %d characters from %s", len(incoming.text), pseudonym(incoming.sender_id))
            return _json(await take_turn(agent, incoming))
        except Refusal as refusal:
            logger.info("refused: %s", refusal)
            text = sentence(agent, f"utter_refuse_{refusal.code}")
            return _json({"error": {"code": refusal.code, "message": text}}, refusal.status)


def _agent(request: Request) -> Agent | None:
    """Return what Rasa keeps with the server once it has loaded a model."""
    agent: Agent | None = getattr(request.app.ctx, "agent", None)
    return agent


async def _read_body(request: Request) -> bytes:
    """Return the body, refused as soon as it is known to be too long, before it is read whole."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BODY_BYTES:
        raise Refusal("too_long")
    body = bytearray()
    while (chunk := await request.stream.read()) is not None:
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise Refusal("too_long")
    return bytes(body)


def _json(body: dict[str, Any], status: int = 200) -> HTTPResponse:
    data = json.dumps(body, ensure_ascii=False).encode("utf-8")
    return response.raw(data, status=status, content_type="application/json; charset=utf-8")
