"""The bot under test as it runs: `manage.py telegram_poll`, or web with its webhook, on the emulator."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from terminal.checks import free_port
from tests.once import prepare
from tests.telegram.emulator import Emulator
from tests.web.stub_rasa import StubRasa

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-for-the-tests-of-the-channel"
HOOK_SECRET = "a-secret_of-the-webhook"
PUBLIC_URL = "https://bot.example.org"
GENEROUS = "100000/60"
START_SECONDS, STOP_SECONDS = 180.0, 10.0
POLLING, WEBHOOK = "polling", "webhook"


class TelegramProcess:
    """A context; `stub` stands where Rasa would, unless the settings name another."""

    def __init__(
        self, folder: Path, mode: str, emulator: Emulator, stub: StubRasa | None, **changed: str
    ) -> None:
        self.folder, self.mode, self.emulator, self.stub = folder, mode, emulator, stub
        self.port = free_port()
        self.settings = {
            "DALEEL_SECRET_KEY": "k" * 40,
            "DALEEL_CHANNEL_SECRET": SECRET,
            "DATABASE_URL": f"sqlite:///{folder / 'web.db'}",
            "DALEEL_CURATED": str(folder / "curated.jsonl"),
            "DALEEL_TRACKER_DB": str(folder / "tracker.db"),
            "DALEEL_RATE_SESSION": GENEROUS,
            "DALEEL_RASA_URLS": stub.url if stub is not None else "",
            "DALEEL_WEB_PORT": str(self.port),
            "DALEEL_TELEGRAM_TOKEN": emulator.token,
            "DALEEL_TELEGRAM_MODE": mode,
            "DALEEL_TELEGRAM_SECRET": HOOK_SECRET,
            "DALEEL_TELEGRAM_API": emulator.url,
            "DALEEL_TELEGRAM_PUBLIC_URL": PUBLIC_URL,
            **changed,
        }
        emulator.reached_at = f"http://127.0.0.1:{self.port}/telegram/webhook"

    def __enter__(self) -> TelegramProcess:
        prepare(self.settings)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DALEEL_", "DJANGO_"))
        }
        return {**kept, **self.settings, "OMP_NUM_THREADS": "1"}

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of Django's commands to its end."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )

    def start(self) -> None:
        command = ["manage.py", "telegram_poll"] if self.mode == POLLING else ["-m", "web"]
        with (self.folder / "telegram.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        seen = self.log().count("answers\n")
        deadline = time.monotonic() + START_SECONDS
        while self.log().count("answers\n") == seen:
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise AssertionError(f"the bot did not start:\n{self.log()[-3000:]}")
            time.sleep(0.02)

    def stop(self, *, at_once: bool = False) -> int:
        """End the process; at_once kills it, as a crash would."""
        if at_once:
            self.process.kill()
        else:
            self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def log(self) -> str:
        file = self.folder / "telegram.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def post(self, body: Any, secret: str = HOOK_SECRET, **options: Any) -> httpx.Response:
        """Call the webhook as anybody may."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        content = {"content": body} if isinstance(body, bytes) else {"json": body}
        options |= {"timeout": 30, "trust_env": False}
        return httpx.post(self.emulator.reached_at, headers=headers, **content, **options)
