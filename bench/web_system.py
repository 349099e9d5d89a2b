"""The whole system with web in front, started for a benchmark and ended after it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.latency import own_settings
from terminal.checks import ALL, free_port
from terminal.settings import Settings
from terminal.system import running_system

NO_LIMIT = "100000/60"  # every visitor of a benchmark comes from one address


@contextmanager
def running_web() -> Iterator[Settings]:
    """Yield the settings of rasa, actions and web on free ports, databases of their own, no limits."""
    with own_settings() as settings, tempfile.TemporaryDirectory(prefix="daleel-web-") as folder:
        settings = settings.changed(
            DALEEL_WEB_PORT=str(free_port()),
            DALEEL_SECRET_KEY=settings.secret * 2,
            DATABASE_URL=f"sqlite:///{Path(folder) / 'web.db'}",
            DALEEL_CURATED=str(Path(folder) / "curated.jsonl"),
            DALEEL_RATE_SESSION=NO_LIMIT,
            DALEEL_RATE_ADDRESS=NO_LIMIT,
            DALEEL_RATE_NEW_SESSIONS=NO_LIMIT,
        )
        with running_system(settings, names=ALL) as running:
            yield running
