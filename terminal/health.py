"""Whether the processes answer, not merely run."""

from __future__ import annotations

from collections.abc import Iterable

import httpx

from terminal.checks import ACTIONS, BOTH, PORT_SETTINGS, RASA, WEB
from terminal.settings import LOOPBACK, Settings

PATIENCE_SECONDS = 2.0
NO_MODEL_STATUS = 503
NO_MODEL = {"status": "no model"}


def answers(settings: Settings, names: Iterable[str] = BOTH) -> bool:
    """True when each of the processes named that listens says that it is ok; web speaks for all three."""
    return all(_says_ok(health_url(settings, name)) for name in names if name in PORT_SETTINGS)


def is_without_model(settings: Settings) -> bool:
    """True when Rasa is up and says that it could not load its model, which waiting will not change."""
    try:
        reply = httpx.get(health_url(settings, RASA), timeout=PATIENCE_SECONDS, trust_env=False)
        return reply.status_code == NO_MODEL_STATUS and reply.json() == NO_MODEL
    except (httpx.HTTPError, ValueError):
        return False


def health_url(settings: Settings, name: str) -> str:
    urls = {
        RASA: f"{settings.url}/webhooks/daleel/",
        ACTIONS: f"http://{LOOPBACK}:{settings.actions_port}/health",
        WEB: f"{settings.web_url}/readyz",
    }
    return urls[name]


def _says_ok(url: str) -> bool:
    try:
        reply = httpx.get(url, timeout=PATIENCE_SECONDS, trust_env=False)
        return reply.status_code == 200 and bool(reply.json()["status"] == "ok")
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return False
