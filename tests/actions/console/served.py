"""A running action server as web meets it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

SECRET = "a-secret-of-the-tests-1234"


@dataclass(frozen=True)
class Served:
    """A running server: where it answers, its index and the file that it follows."""

    url: str
    index: Path
    published: Path

    def ask(self, method: str, path: str, body: Any = None, secret: str = SECRET) -> httpx.Response:
        return httpx.request(
            method,
            self.url + path,
            json=body,
            headers={"X-Daleel-Secret": secret},
            timeout=60,
            trust_env=False,
        )

    def get(self, path: str) -> dict[str, Any]:
        return self._good(self.ask("GET", path))

    def post(self, path: str, body: Any) -> dict[str, Any]:
        return self._good(self.ask("POST", path, body))

    def wait_for(self, holds: Callable[[dict[str, Any]], bool], seconds: float = 30) -> dict[str, Any]:
        """What /index/curated says as soon as that holds."""
        deadline = time.monotonic() + seconds
        while not holds(found := self.get("/index/curated")):
            assert time.monotonic() < deadline, found
            time.sleep(0.1)
        return found

    def _good(self, response: httpx.Response) -> dict[str, Any]:
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found
