"""The bot and the emulator of Telegram that it talks to, as processes of a benchmark."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bench.command import BenchError
from terminal.checks import free_port
from terminal.settings import LOOPBACK, Settings

TOKEN = "7000000001:emulated-token-of-the-tests"  # noqa: S105  the emulator's own
START_SECONDS = 60.0
POLLING, WEBHOOK = "polling", "webhook"
ANSWERS = "web.telegram.engine [-] Telegram:"


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that answers: the process whose CPU counts, its tables, and the emulator's address."""

    mode: str
    pid: int
    database: Path
    emulator: httpx.Client

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the bot's tables say."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5)) as connection:
            return connection.execute(query).fetchall()


@contextmanager
def running_bot(settings: Settings, mode: str, folder: Path) -> Iterator[Bot]:
    """Yield a bot before the Rasa of these settings, with tables of its own."""
    emulator_port, web_port = free_port(), free_port()
    secret = secrets.token_urlsafe()
    database = folder / f"{mode}.db"
    environment = {
        **settings.environment(),
        "DATABASE_URL": f"sqlite:///{database}",
        "DALEEL_TRACKER_DB": str(settings.path("DALEEL_TRACKER_DB")),
        "DALEEL_WEB_PORT": str(web_port),
        "DALEEL_TELEGRAM_TOKEN": TOKEN,
        "DALEEL_TELEGRAM_MODE": mode,
        "DALEEL_TELEGRAM_SECRET": secret,
        "DALEEL_TELEGRAM_API": f"http://{LOOPBACK}:{emulator_port}",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], env=environment, check=True)
    command = ["manage.py", "telegram_poll"] if mode == POLLING else ["-m", "web"]
    log = folder / f"{mode}.log"
    with (
        _process(
            ["-m", "tests.telegram.emulator", str(emulator_port)], dict(os.environ), folder / "emulator.log"
        ),
        httpx.Client(base_url=environment["DALEEL_TELEGRAM_API"], timeout=60, trust_env=False) as emulator,
    ):
        _wait(lambda: _is_up(emulator), "the emulator")
        with _process(command, environment, log) as process:
            _wait(lambda: ANSWERS in log.read_text(encoding="utf-8"), f"the bot ({log.read_text()[-500:]})")
            if mode == WEBHOOK:
                url = f"http://{LOOPBACK}:{web_port}/telegram/webhook"
                emulator.post("/emulator/webhook", json={"url": url, "secret": secret}).raise_for_status()
            yield Bot(mode, process.pid, database, emulator)


@contextmanager
def _process(
    arguments: list[str], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out:
        process = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _is_up(emulator: httpx.Client) -> bool:
    try:
        return emulator.get("/emulator/seen").is_success
    except httpx.TransportError:
        return False


def _wait(condition: Any, what: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise BenchError(f"{what} did not start in {START_SECONDS:.0f} s")
        time.sleep(0.1)
