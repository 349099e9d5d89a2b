"""A webhook as it is set, and the delivery of updates to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.telegram.emulator.checks import number_of, object_of
from tests.telegram.emulator.errors import bad

PORTS = (443, 80, 88, 8443)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}", re.ASCII)


@dataclass
class Webhook:
    """Where updates are posted."""

    url: str
    secret: str
    max_connections: int
    allowed: list[str]


def read_webhook(parameters: dict[str, Any]) -> Webhook | None:
    """The webhook that a call sets; none where its address is empty."""
    url = parameters.get("url") or ""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = parameters.get("secret_token") or ""
    if not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    connections = number_of(parameters, "max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad("max_connections must be between 1 and 100")
    return Webhook(url, secret, connections, object_of(parameters, "allowed_updates") or [])
