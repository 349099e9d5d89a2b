"""A newly trained model is taken up by a running server, and no turn is lost over it."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from tests.bot.action_server import FakeActionServer
from tests.bot.bot_server import BotServer, train_small_bot

PATIENCE_SECONDS = 30.0


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two models that answer alike and have ids of their own."""
    return tuple(train_small_bot(tmp_path_factory.mktemp(name)) for name in ("old", "new"))  # type: ignore[return-value]


def put(model: Path, place: Path) -> None:
    """Rename a model into its place."""
    beside = place.with_suffix(".new")
    shutil.copy(model, beside)
    beside.replace(place)


def until_another_model(bot: BotServer, old_id: str) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if bot.agent.model_id != old_id:
            return True
        time.sleep(0.05)
    return False


def test_a_new_model_is_taken_up_while_turns_go_on(
    models: tuple[Path, Path], action_server: FakeActionServer, tmp_path: Path
) -> None:
    place = tmp_path / "daleel.tar.gz"
    put(models[0], place)
    with BotServer(place, action_server.url, tmp_path / "tracker.db") as bot:
        old_id, ended, said = bot.agent.model_id, threading.Event(), []

        def talk() -> None:
            while not ended.is_set():
                said.append(bot.say("talker", "سلام")["messages"][0]["text"])

        talker = threading.Thread(target=talk)
        talker.start()
        time.sleep(1.5)  # the file has been looked at
        before = len(said)
        put(models[1], place)
        taken_up = until_another_model(bot, old_id)
        after = len(said)
        while len(said) < after + 3:
            time.sleep(0.01)
        ended.set()
        talker.join()
        assert taken_up
        assert 0 < before <= after
        assert set(said) == {"أهلا."}
        logged = [event["event"] for event in bot.events("talker")]
        assert logged.count("user") == logged.count("bot") == len(said)


def test_a_damaged_file_leaves_the_old_model_answering(
    models: tuple[Path, Path], action_server: FakeActionServer, tmp_path: Path
) -> None:
    place = tmp_path / "daleel.tar.gz"
    put(models[0], place)
    with BotServer(place, action_server.url, tmp_path / "tracker.db") as bot:
        time.sleep(1.5)
        old_id = bot.agent.model_id
        damaged = tmp_path / "damaged"
        damaged.write_bytes(b"no model")
        put(damaged, place)
        time.sleep(2.5)
        assert bot.agent.model_id == old_id
        assert bot.say("after", "سلام")["messages"][0]["text"] == "أهلا."
        put(models[1], place)
        assert until_another_model(bot, old_id)
