"""The assistant asked as a visitor would, by senders that are no visitor: their log is erased afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import httpx
from django.conf import settings
from django.utils import timezone

from contract.channel import Reply, Request, read_reply
from contract.headers import CHANNEL_HEALTH_PATH, CHANNEL_PATH, SECRET
from web import internal_http
from web.chat.models import TrackerEvent
from web.chat.tracker_log import erase_events
from web.teaching import action_server
from web.teaching.errors import UnreachableError

PREFIX = "replay-"  # such senders are in Rasa's log alone, never in the record
LEFT_BEHIND = timedelta(hours=1)
TALK = "talk"


@dataclass(frozen=True, slots=True)
class Answered:
    """`kind` is that of the first answer with evidence, or talk; `passages` are all that are cited, in
    order."""

    intent: str
    kind: str
    passages: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "passages": list(self.passages)}


@dataclass(frozen=True, slots=True)
class Running:
    """What answers now: the index's version and the model's id."""

    index_version: str
    model_id: str

    @property
    def name(self) -> str:
        return f"{self.index_version} {self.model_id}"


def running() -> Running:
    """Ask both for what they answer from; UnreachableError where one does not answer."""
    try:
        url = _url() + CHANNEL_HEALTH_PATH
        reply = internal_http.request("GET", url, timeout=action_server.PATIENCE_SECONDS)
        reply.raise_for_status()
        model_id = str(reply.json().get("model") or "")
    except (httpx.HTTPError, ValueError, AttributeError) as error:
        raise UnreachableError(f"Rasa: {type(error).__name__}: {error}") from error
    return Running(action_server.index_version(), model_id)


class Conversation:
    """One conversation of a sender of its own."""

    def __init__(self, http: httpx.Client) -> None:
        self.sender_id = f"{PREFIX}{uuid.uuid4().hex}"
        self._http = http

    def say(self, text: str) -> Answered:
        """Say a text, or press a button where it is a payload's; UnreachableError without an answer."""
        return self._send(text=text)

    def press(self, payload: str) -> Answered:
        return self._send(payload=payload)

    def _send(self, *, text: str | None = None, payload: str | None = None) -> Answered:
        message = Request(self.sender_id, uuid.uuid4().hex, text, payload, {"surface": "replay"})
        try:
            answer = self._http.post(CHANNEL_PATH, json=message.as_json())
            if answer.is_client_error and answer.status_code not in (401, 404):
                return Answered("", "refused", ())  # what the channel no longer takes
            answer.raise_for_status()
            reply = read_reply(answer.json())
        except (httpx.HTTPError, ValueError) as error:
            raise UnreachableError(f"Rasa: {type(error).__name__}: {error}") from error
        if reply is None:
            raise UnreachableError("Rasa: no reply in its answer")
        return answered(reply)


def answered(reply: Reply) -> Answered:
    """What a reply of the channel says, without its words."""
    evidence = [message.evidence for message in reply.messages if message.evidence]
    cited = (citation.passage_id for each in evidence for citation in each.citations)
    kind = evidence[0].kind if evidence else TALK
    return Answered(reply.intent.name, kind, tuple(dict.fromkeys(cited)))


@contextmanager
def conversation() -> Iterator[Conversation]:
    """A conversation with the running assistant that leaves nothing in its log."""
    with internal_http.client(
        base_url=_url(),
        headers={SECRET: settings.DALEEL.channel_secret},
        timeout=settings.DALEEL.turn_seconds,
    ) as http:
        opened = Conversation(http)
        try:
            yield opened
        finally:
            erase_events(opened.sender_id)


def erase_left_behind() -> int:
    """Erase what a process that was killed could not; return how many events there were."""
    before = (timezone.now() - LEFT_BEHIND).timestamp()
    left = TrackerEvent.objects.filter(sender_id__startswith=PREFIX, timestamp__lt=before)
    return left.delete()[0]


def _url() -> str:
    url: str = settings.DALEEL.rasa_urls[0]
    return url
