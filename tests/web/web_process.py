"""The real web process under test, and the few requests that every test makes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import httpx

from terminal.checks import free_port
from tests.once import prepare
from tests.web.stub_rasa import StubRasa

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 10.0


class WebProcess:
    """A context around `python -m web`; `stub` stands where Rasa would."""

    def __init__(self, folder: Path, settings: dict[str, str], stub: StubRasa) -> None:
        self.folder, self.settings, self.stub = folder, settings, stub
        self.port = int(settings.get("DALEEL_WEB_PORT", "0")) or free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> WebProcess:
        prepare(self.settings)
        self.http = httpx.Client(base_url=self.url, timeout=60, trust_env=False)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()
        self.stop()

    def start(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DALEEL_")}
        environment = {**kept, **self.settings, "DALEEL_WEB_PORT": str(self.port), "OMP_NUM_THREADS": "1"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        with (self.folder / "web.log").open("ab") as log:
            command = [sys.executable, "-m", "web"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self._wait()

    def stop(self, *, at_once: bool = False) -> None:
        """End the process; at_once kills it, as a crash would."""
        if at_once:
            self.process.kill()
        else:
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def log(self) -> str:
        return (self.folder / "web.log").read_text(encoding="utf-8")

    def open_session(self, **body: Any) -> str:
        """Open a session and return its token."""
        response = self.http.post("/api/chat/session", json=body)
        assert response.status_code == 201, response.text
        token: str = response.json()["token"]
        return token

    def ask(self, token: str, text: str = "ما دور المؤسسات؟", **fields: Any) -> httpx.Response:
        """Send a message; `key` and `payload` may be given, the text is left out beside a payload."""
        body = {"key": uuid.uuid4().hex, **({} if "payload" in fields else {"text": text}), **fields}
        return self.http.post("/api/chat/messages", json=body, headers=bearer(token))

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                httpx.get(self.url + "/api/chat/none", timeout=5, trust_env=False)
                return
            except httpx.TransportError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(f"web did not start:\n{self.log()[-3000:]}") from None
            time.sleep(0.05)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
