"""A newly trained model, renamed into the running one's place, is taken up without dropping a turn.

Rasa itself pulls models from a server only. Here the file is looked at once a second and loaded in a thread
while the old model answers; a turn under way ends with the model that it began with.
"""

import asyncio
import logging
from pathlib import Path

from rasa.core.agent import Agent
from sanic import Sanic

logger = logging.getLogger(__name__)

CHECK_SECONDS = 1.0

Stamp = tuple[int, int, int]


async def watch_model(app: Sanic, _loop: object = None) -> None:
    """Begin to follow the model's file, when the server starts."""
    app.ctx.model_watch = asyncio.ensure_future(_follow(app))


async def stop_watching(app: Sanic, _loop: object = None) -> None:
    """End it, when the server stops."""
    app.ctx.model_watch.cancel()


async def _follow(app: Sanic) -> None:
    """Look at the file that the agent's model came from, for as long as the server runs."""
    known: Stamp | None = None
    while True:
        await asyncio.sleep(CHECK_SECONDS)
        agent: Agent | None = getattr(app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            continue
        path = agent.processor.model_path
        found = _stamp(path)
        if known is not None and found not in (None, known):
            await _load(agent, path)
        known = found or known


async def _load(agent: Agent, path: Path) -> None:
    """Answer from the model at path from now on; one that does not load is reported, the old one stays."""
    try:
        await asyncio.get_running_loop().run_in_executor(None, agent.load_model, path)
    except Exception as error:
        logger.error("the model at %s is not taken up, %s stays: %s", path, agent.model_id, error)
    else:
        logger.info("model %s taken up", agent.model_id)


def _stamp(path: Path) -> Stamp | None:
    """What changes when another file is renamed to this place."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
