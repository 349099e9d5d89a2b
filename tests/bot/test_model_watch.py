"""A newly trained model is taken up while turns go on, and none is lost over it."""

from __future__ import annotations

import asyncio
import shutil
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.core.agent import Agent

from bot.incoming import Incoming
from bot.model_watch import CHECK_SECONDS, watch_model
from bot.turn import take_turn
from tests.bot.action_server import FakeActionServer
from tests.bot.bot_server import load_agent, train_small_bot

PATIENCE_SECONDS = 60.0
Say = Callable[[], Awaitable[str]]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two models that answer alike and have ids of their own."""
    return [train_small_bot(tmp_path_factory.mktemp(name)) for name in ("old", "new")]


def put(model: Path, place: Path) -> None:
    """Rename a model into its place."""
    beside = place.with_suffix(".new")
    shutil.copy(model, beside)
    beside.replace(place)


async def until_another(agent: Agent, old_id: str, say: Say) -> list[str]:
    """Talk until another model answers; what was said meanwhile."""
    said, deadline = [], time.monotonic() + PATIENCE_SECONDS
    while agent.model_id == old_id:
        assert time.monotonic() < deadline, "the new model was not taken up"
        said.append(await say())
    return [*said, await say()]


def followed(place: Path, database: Path, url: str, steps: Callable[[Agent, Say], Awaitable[None]]) -> Agent:
    """Run steps while the model at this place is followed, as a server does."""

    async def run() -> Agent:
        agent = load_agent(place, url, database)

        async def say() -> str:
            reply = await take_turn(agent, Incoming("talker", uuid.uuid4().hex, "سلام"))
            return str(reply["messages"][0]["text"])

        app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))
        await watch_model(app)
        await asyncio.sleep(1.5 * CHECK_SECONDS)  # the file has been looked at
        await steps(agent, say)
        app.ctx.model_watch.cancel()
        return agent

    return asyncio.run(run())


def test_a_new_model_is_taken_up_while_turns_go_on(
    models: list[Path], action_server: FakeActionServer, tmp_path: Path
) -> None:
    place, said = tmp_path / "daleel.tar.gz", []
    put(models[0], place)

    async def steps(agent: Agent, say: Say) -> None:
        old_id, graph = agent.model_id, agent.processor.graph_runner
        put(models[1], place)
        said.extend(await until_another(agent, old_id, say))
        assert agent.processor.graph_runner is not graph
        tracker = await agent.tracker_store.retrieve_full_tracker("talker")
        logged = [event.type_name for event in tracker.events]
        assert logged.count("user") == logged.count("bot") == len(said)

    followed(place, tmp_path / "tracker.db", action_server.url, steps)
    assert len(said) > 1
    assert set(said) == {"أهلا."}


def test_a_damaged_file_leaves_the_old_model_answering(
    models: list[Path], action_server: FakeActionServer, tmp_path: Path
) -> None:
    place, damaged = tmp_path / "daleel.tar.gz", tmp_path / "damaged"
    put(models[0], place)
    damaged.write_bytes(b"no model")

    async def steps(agent: Agent, say: Say) -> None:
        old_id = agent.model_id
        put(damaged, place)
        await asyncio.sleep(2.5 * CHECK_SECONDS)
        assert agent.model_id == old_id
        assert await say() == "أهلا."
        put(models[1], place)
        await until_another(agent, old_id, say)

    followed(place, tmp_path / "tracker.db", action_server.url, steps)
