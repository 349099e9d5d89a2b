"""The whole of Daleel for a few round trips: rasa, actions and web, with databases of this run's own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from terminal.checks import ALL, check, free_port
from terminal.processes import Processes
from terminal.settings import SECRET, WEB_SECRET, Settings, StartError, read_settings
from tests.missing import missing

ROOT = Path(__file__).parents[2]
BUILT = ("DALEEL_INDEX", "DALEEL_ENCODER")


@contextmanager
def running_daleel(folder: Path, origins: str) -> Iterator[Settings]:
    """Yield the settings of a running system; skip aloud where nothing is built, fail where CI=true."""
    found = read_settings(ROOT, {name: os.environ.get(name, "") for name in BUILT})
    settings = found.changed(
        DALEEL_RASA_PORT=str(free_port()),
        DALEEL_ACTIONS_PORT=str(free_port()),
        DALEEL_WEB_PORT=str(free_port()),
        DALEEL_TRACKER_DB=str(folder / "tracker.db"),
        DATABASE_URL=f"sqlite:///{folder / 'web.db'}",
        DALEEL_CURATED=str(folder / "teaching" / "curated.jsonl"),
        DALEEL_ORIGINS=origins,
        DALEEL_RASA_URLS="",
        DALEEL_RATE_SESSION="1000/60",
        **{SECRET: secrets.token_urlsafe(), WEB_SECRET: secrets.token_urlsafe(40)},
    )
    try:
        check(settings, ALL)
    except StartError as error:
        missing(f"no round trip with the real Rasa: {error}")
    with Processes(settings, ALL) as processes:
        processes.wait_until_ready()
        yield settings
