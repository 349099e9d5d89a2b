"""All that is replaced in Rasa, in one place.

The channel's `from_credentials` calls `install`, which Rasa does once, before it loads a model or takes a
message. Training, validation and tests of Rasa run as Rasa wrote it.
"""

from asyncio import AbstractEventLoop

from sanic import Sanic

from bot.action_request import close_kept_session, install_action_requests
from bot.action_validation import install_cached_validation
from bot.applied_events import install_kept_applied_events
from bot.graph_run import install_planned_runs
from bot.recent_states import install_recent_states
from bot.tracker_copy import install_tracker_copies


def install() -> None:
    """Replace what wastes most of a turn; BotError if Rasa is not the version that was measured."""
    install_cached_validation()
    install_action_requests()
    install_planned_runs()
    install_kept_applied_events()
    install_tracker_copies()
    install_recent_states()


async def close(app: Sanic, _loop: AbstractEventLoop) -> None:
    """Close what was kept open, when the server stops."""
    agent = getattr(app.ctx, "agent", None)
    if agent is not None:
        await close_kept_session(agent.action_endpoint)
