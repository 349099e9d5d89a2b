"""What web asks of the index: its passages, a section of them, a search, the curated questions, a trial.

For web alone: every request carries the channel's secret. `guard` lets it in and reads its fields, `routes`
answers it.
"""

from __future__ import annotations

from typing import Any

from sanic import Sanic

from actions.console.guard import Route
from actions.console.routes import curated, passages, search, section, trial

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")  # the guard says which is taken
ROUTES = (
    Route("/index/passages", "GET", passages),
    Route("/index/section", "POST", section),
    Route("/index/search", "POST", search),
    Route("/index/curated", "GET", curated),
    Route("/index/try", "POST", trial, is_slow=True),
)


def add_console(app: Sanic[Any, Any]) -> None:
    """Add the console's routes to the action server."""
    for route in ROUTES:
        app.add_route(route, route.path, methods=METHODS, name=route.path.strip("/").replace("/", "_"))
