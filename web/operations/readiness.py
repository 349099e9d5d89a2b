"""Whether everything behind web answers: Rasa's workers, the action server and its index, both databases."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings
from django.db.utils import Error as DatabaseError

from contract.headers import INDEX_HEALTH_PATH
from contract.health import IndexHealth, read_index_health
from web.chat.models import Session, TrackerEvent
from web.database import in_database

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 2.0
KEPT_SECONDS = 1.0  # however often it is asked, what stands behind is asked once a second
RASA_HEALTH = "/webhooks/daleel/"


@dataclass(frozen=True, slots=True)
class Found:
    """`rasa` holds one verdict per worker, in the setting's order; `index` is the version that is loaded.

    `warning` says what is not as good as it could be, "" where nothing is; one answers all the same.
    """

    rasa: tuple[bool, ...]
    actions: bool
    index: str | None
    database: bool
    warning: str = ""

    @property
    def is_ready(self) -> bool:
        """Ready while one worker answers: its sessions' questions and those of the others go there."""
        return any(self.rasa) and self.actions and self.index is not None and self.database

    def body(self) -> dict[str, Any]:
        return {
            "status": "ok" if self.is_ready else "not ready",
            "rasa": [{"ok": each} for each in self.rasa],
            "actions": self.actions,
            "index": self.index,
            "database": self.database,
            "warnings": [self.warning] if self.warning else [],
        }


class Readiness:
    """What was found last, for a second; who asks meanwhile waits for the same answer."""

    def __init__(self, rasa_urls: Sequence[str], actions_url: str) -> None:
        self._rasa_urls, self._actions_url = rasa_urls, actions_url
        self._tls = ssl.create_default_context()  # made once: 20 ms
        self._asking = asyncio.Lock()
        self._found, self._at = Found((), False, None, False), -KEPT_SECONDS

    async def found(self) -> Found:
        async with self._asking:
            if time.monotonic() - self._at >= KEPT_SECONDS:
                found = await self._ask()
                if found != self._found:  # a probe asks every few seconds: what stays as it was is no news
                    logger.log(logging.INFO if found.is_ready else logging.ERROR, "readiness: %s", found)
                self._found, self._at = found, time.monotonic()
            return self._found

    async def _ask(self) -> Found:
        async with httpx.AsyncClient(verify=self._tls, timeout=PATIENCE_SECONDS, trust_env=False) as http:
            workers, actions, database = await asyncio.gather(
                asyncio.gather(*(_says(http, url + RASA_HEALTH) for url in self._rasa_urls)),
                _says(http, self._actions_url + INDEX_HEALTH_PATH),
                _database_answers(),
            )
        rasa = tuple(each is not None and each.get("status") == "ok" for each in workers)
        health = IndexHealth() if actions is None else read_index_health(actions)
        return Found(rasa, actions is not None, health.index or None, database, health.warning)


async def _says(http: httpx.AsyncClient, url: str) -> dict[str, Any] | None:
    """What an address says in JSON, whatever its status; None when nobody does."""
    try:
        said = (await http.get(url)).json()
    except (httpx.HTTPError, ValueError):
        return None
    return said if isinstance(said, dict) else None


async def _database_answers() -> bool:
    try:
        return await asyncio.wait_for(in_database(_query), PATIENCE_SECONDS)
    except (DatabaseError, TimeoutError):
        return False


def _query() -> bool:
    """Read from web's tables and from Rasa's log; raises where either cannot be."""
    for model in (Session, TrackerEvent):
        model.objects.order_by("pk").values_list("pk").first()
    return True


READINESS = Readiness(settings.DALEEL.rasa_urls, settings.DALEEL.actions_url)
