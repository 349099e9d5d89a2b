"""Why answers are less sure than they could be: looked up beside answering, so that no page waits for it."""

from __future__ import annotations

import httpx
from django.conf import settings
from django.core.cache import cache

from contract.headers import INDEX_HEALTH_PATH
from contract.health import read_index_health
from web import internal_http

LOOK_SECONDS = 15.0
KEPT_SECONDS = 60  # of an action server that is silent for longer, nothing is known
PATIENCE_SECONDS = 2.0
_KEY = "index-warning"


def index_warning() -> str:
    """What the action server said last, in one line for an operator; "" where nothing is wrong or known."""
    known: str = cache.get(_KEY, "")
    return known


def look() -> None:
    """Ask the action server; where it does not answer, what it said before stays for a while."""
    url = settings.DALEEL.actions_url + INDEX_HEALTH_PATH
    try:
        health = read_index_health(internal_http.request("GET", url, timeout=PATIENCE_SECONDS).json())
    except (httpx.HTTPError, ValueError):
        return  # a start, a restart; /readyz tells
    cache.set(_KEY, health.warning, KEPT_SECONDS)
