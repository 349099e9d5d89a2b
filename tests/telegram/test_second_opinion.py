"""The plain round trip on an emulator that nobody here wrote: telegram-test-api, from the npm registry.

It checks little (no limits, no markup, no secrets), and its callback queries lack what Telegram's have; but
what it takes for Telegram is not what we take for it.

`npm install --no-save --no-package-lock --prefix var/npm telegram-test-api` puts it where this test looks.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from terminal.checks import free_port
from tests.missing import missing
from tests.telegram.emulator import Emulator
from tests.telegram.telegram_process import POLLING, ROOT, SECRET, TelegramProcess
from tests.web import stub_answers
from tests.web.stub_rasa import StubRasa

MODULES = ROOT / "var/npm/node_modules"
SERVE = """
const Server = require('telegram-test-api');
new Server({port: Number(process.argv[1]), host: '127.0.0.1'}).start().then(() => console.log('up'));
"""
TOKEN = "666:another-token-of-the-tests"
PERSON = {"id": 5, "first_name": "x", "is_bot": False}
CHAT = {"id": 5, "first_name": "x", "type": "private"}


class Theirs:
    """Their server, and what its own test client posts to it."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=10, trust_env=False)

    def say(self, text: str) -> None:
        """A person's message; a command goes in by another door."""
        message = {"botToken": TOKEN, "from": PERSON, "chat": CHAT, "date": int(time.time()), "text": text}
        if text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
            self.http.post("/sendCommand", json={**message, "entities": entities}).raise_for_status()
        else:
            self.http.post("/sendMessage", json=message).raise_for_status()

    def wait_for(self, words: str) -> dict[str, Any]:
        """What the bot has in the chat and says these words; AssertionError when it does not come."""
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            history = self.http.post("/getUpdatesHistory", json={"token": TOKEN}).json()["result"]
            for each in history:
                if "chat_id" in each.get("message", {}) and words in each["message"]["text"]:
                    found: dict[str, Any] = each
                    return found
            time.sleep(0.05)
        raise AssertionError(f"{words!r} was not said: {history}")


@pytest.fixture
def theirs() -> Iterator[Theirs]:
    node = shutil.which("node")
    if node is None or not (MODULES / "telegram-test-api").is_dir():
        missing(f"telegram-test-api is not in {MODULES.relative_to(ROOT)}; see this file's first lines")
    port = free_port()
    environment = {"NODE_PATH": str(MODULES)}
    server = subprocess.Popen(
        [node, "-e", SERVE, str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "up\n"
        yield Theirs(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(10)


def test_a_question_and_a_command_on_an_emulator_of_others(theirs: Theirs, tmp_path: Path) -> None:
    url = str(theirs.http.base_url).rstrip("/")
    with (
        StubRasa(tmp_path / "tracker.db", SECRET) as stub,
        TelegramProcess(
            tmp_path,
            POLLING,
            Emulator(),  # not entered: its address is replaced
            stub,
            DALEEL_TELEGRAM_API=url,
            DALEEL_TELEGRAM_TOKEN=TOKEN,
        ),
    ):
        theirs.say("/start")
        theirs.wait_for("أنا دليل")
        theirs.say("ما دور <المؤسسات>؟")
        answer = theirs.wait_for("ما دور &lt;المؤسسات&gt;؟")
        buttons = answer["message"]["reply_markup"]["inline_keyboard"][0]
        assert [button["text"] for button in buttons] == ["المصدر", "👍", "👎"]
        assert stub_answers.QUOTE in answer["message"]["text"]
