"""A newly trained model, renamed into the running one's place, is taken up without dropping a turn.

It is loaded in a thread while the old one answers. Turns under way end with the model that they began with.
"""

import asyncio
import logging
from functools import partial
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
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
        found = _stamp(agent.processor.model_path)
        if known is not None and found not in (None, known):
            await take_up(agent, agent.processor.model_path)
        known = found or known


async def take_up(agent: Agent, path: Path) -> bool:
    """Load the model at path and answer from it from now on; one that does not load is reported and left."""
    build = partial(
        MessageProcessor,
        model_path=path,
        tracker_store=agent.tracker_store,
        lock_store=agent.lock_store,
        action_endpoint=agent.action_endpoint,
        generator=agent.nlg,
        http_interpreter=agent.http_interpreter,
    )
    try:
        processor = await asyncio.get_running_loop().run_in_executor(None, build)
    except Exception as error:
        logger.error("the model at %s is not taken up, %s stays: %s", path, agent.model_id, error)
        return False
    # Nothing else runs between these: a turn sees the old model whole, or the new one.
    agent.processor, agent.domain = processor, processor.domain
    agent.tracker_store.domain = processor.domain
    if isinstance(agent.nlg, TemplatedNaturalLanguageGenerator):
        agent.nlg.responses = processor.domain.responses if processor.domain else {}
    logger.info("model %s taken up", agent.model_id)
    return True


def _stamp(path: Path) -> Stamp | None:
    """What changes when another file is renamed to this place."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
