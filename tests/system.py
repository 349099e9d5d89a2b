"""The real system, once for all tests that ask it. Each web before it has tables of its own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.missing import missing
from tests.once import static_files

if TYPE_CHECKING:  # Rasa's environment has none of it
    from terminal.settings import Settings

ROOT = Path(__file__).parents[1]
BUILT = ("DALEEL_INDEX", "DALEEL_ENCODER")


class System:
    """Rasa and the action server, each under its own honcho: one can be gone while the other stays."""

    def __init__(self, settings: Settings) -> None:
        from terminal.checks import ACTIONS, RASA
        from terminal.processes import Processes

        self.settings = settings
        self.rasa = Processes(settings, [RASA])
        self.actions = Processes(settings, [ACTIONS])

    @contextmanager
    def web(self, folder: Path, *, works: bool = False, **changed: str) -> Iterator[Settings]:
        """Run web before it, with tables in that folder; the settings say where it answers.

        `works`: with the worker that reads and publishes sources, on this system's index.
        """
        from terminal.checks import WEB, WORKER, free_port
        from terminal.processes import Processes
        from terminal.settings import WEB_SECRET

        own = {
            "DALEEL_WEB_PORT": str(free_port()),
            "DATABASE_URL": f"sqlite:///{folder / 'web.db'}",
            "DALEEL_RASA_URLS": "",
            "DALEEL_STATIC": str(static_files()),
            "DALEEL_RATE_SESSION": "1000/60",
            WEB_SECRET: secrets.token_urlsafe(40),
        }
        settings = self.settings.changed(**own, **changed)
        with Processes(settings, [WEB, WORKER] if works else [WEB]) as processes:
            processes.wait_until_ready()
            yield settings


@contextmanager
def running(folder: Path, **changed: str) -> Iterator[System]:
    """Rasa and the action server, answering, on free ports; what they keep is in that folder."""
    from terminal.checks import check, free_port
    from terminal.settings import SECRET, StartError, read_settings

    settings = read_settings(ROOT, {name: os.environ.get(name, "") for name in BUILT}).changed(
        DALEEL_RASA_PORT=str(free_port()),
        DALEEL_ACTIONS_PORT=str(free_port()),
        DALEEL_TRACKER_DB=str(folder / "tracker.db"),
        DALEEL_CURATED=str(folder / "teaching" / "curated.jsonl"),
        DALEEL_SOURCES=str(folder / "sources"),
        **{SECRET: secrets.token_urlsafe(), **changed},
    )
    try:
        check(settings)
    except StartError as error:
        missing(f"no test of the whole system: {error}")
    found = System(settings)
    with ExitStack() as processes:
        processes.enter_context(found.rasa)
        processes.enter_context(found.actions)
        found.actions.wait_until_ready()
        found.rasa.wait_until_ready()
        yield found


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The real system, for all tests of a worker that ask it and change nothing of its index."""
    with running(tmp_path_factory.mktemp("system")) as found:
        yield found
