"""What is asked of the action server, and over which connection.

Rasa opens a connection for every action and sends the whole session's events with it, 9 KB a turn, so that
the twentieth question costs more than the search it asks for. Here connections are kept for a moment, the
latest events are sent, and an action that takes too long ends in an apology instead of after five minutes.
"""

import asyncio
from types import TracebackType
from typing import Any

import aiohttp
import rasa
import rasa.core.actions.action
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

from bot.rasa_version import require_supported_rasa

SENT_EVENTS = 24  # about three turns; what an action must know for longer stands in slots
ACTION_TIMEOUT_SECONDS = 10
# Less than the 5 s after which the action server hangs up, so that no connection is used as it closes.
KEPT_SECONDS = 2.0


def install_action_requests() -> None:
    """Replace how remote actions are called in this process; BotError if Rasa is another version."""
    require_supported_rasa()
    RemoteAction._action_call_format = call_format
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT_SECONDS
    EndpointConfig.session = KeptSession.of


def call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """Return what Rasa's `RemoteAction._action_call_format` does, with the latest events alone."""
    state = tracker.current_state(EventVerbosity.NONE)
    state["events"] = [event.as_dict() for event in list(tracker.events)[-SENT_EVENTS:]]
    body = {
        "next_action": self.name(),
        "sender_id": tracker.sender_id,
        "tracker": state,
        "version": rasa.__version__,
    }
    asked_for = domain.does_custom_action_explicitly_need_domain(self.name())
    if asked_for or not self._is_selective_domain_enabled():
        body["domain"] = domain.as_dict()
    return body


class KeptSession:
    """Stands where Rasa enters and leaves a new session for each request, and leaves one open instead."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    @staticmethod
    def of(endpoint: EndpointConfig) -> "KeptSession":
        """Return the endpoint's session in the running event loop, opened by its first request."""
        kept: tuple[asyncio.AbstractEventLoop, aiohttp.ClientSession] | None = endpoint.__dict__.get("_kept")
        loop = asyncio.get_running_loop()
        if kept is None or kept[0] is not loop or kept[1].closed:
            kept = (loop, _open(endpoint))
            endpoint.__dict__["_kept"] = kept
        return KeptSession(kept[1])

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


async def close_kept_session(endpoint: EndpointConfig | None) -> None:
    """Close the endpoint's session, if one is open."""
    kept = endpoint.__dict__.pop("_kept", None) if endpoint is not None else None
    if kept is not None:
        await kept[1].close()


def _open(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    """Return the session that Rasa would have opened, its connections kept for another request."""
    login = endpoint.basic_auth
    auth = aiohttp.BasicAuth(login["username"], login["password"]) if login else None
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS), headers=endpoint.headers, auth=auth
    )
