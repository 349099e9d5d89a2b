"""Conversations in SQLite or PostgreSQL, read once and not at every turn."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.errors import BotError
from bot.tracker_cache import Entry, Mark, TrackerCache

DEFAULT_MAX_CACHED_EVENTS = 20_000  # about 4 KB each
BUSY_TIMEOUT_MILLISECONDS = 5_000


class CachedTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store, same table and same rows, with the latest trackers kept in memory.

    Before a kept tracker is used, one query compares the number, first and last id of the sender's rows with
    those after its last save, so that rows erased or written by another process are noticed. Rows that change
    in place are not: nothing does that.

    SQLite runs with a write-ahead log and without a wait for the disk at each commit: a crash of the process
    loses nothing, one of the machine may lose the last turns but never the file.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        db: str = "var/tracker.db",
        event_broker: EventBroker | None = None,
        max_cached_events: int = DEFAULT_MAX_CACHED_EVENTS,
        **kwargs: Any,
    ) -> None:
        """Open the database; `db` (or `host`) is a file's path or a whole URL."""
        url = host if host and "://" in host else db if "://" in db else None
        self._cache = TrackerCache(max_cached_events)
        if url is not None:
            super().__init__(domain, host=_known_scheme(url), event_broker=event_broker, **kwargs)
        elif host:
            super().__init__(domain, host=host, db=db, event_broker=event_broker, **kwargs)
        else:
            _prepare_file(Path(db))
            super().__init__(domain, host=f"sqlite:///{db}", event_broker=event_broker, **kwargs)
        if self.engine.dialect.name == "sqlite":
            self._use_sqlite_settings()
        self._events = self.SQLEvent.__table__
        columns = self._events.c
        self._mark_query = sa.select(
            [sa.func.count(), sa.func.min(columns.id), sa.func.max(columns.id)]
        ).where(columns.sender_id == sa.bindparam("sender_id"))

    @property
    def domain(self) -> Domain:
        """Return the domain that trackers take their slots from."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()
        self._cache.clear()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the tracker of the sender's latest session, None for an unknown sender."""
        with self.engine.connect() as connection:
            mark = self._mark(connection, sender_id)
        if not mark.count:
            self._cache.forget(sender_id)
            return None
        tracker = self._cache.lend(sender_id, mark)
        if tracker is None:
            tracker = await super().retrieve(sender_id)
            if tracker is not None:
                self._cache.keep(sender_id, Entry(tracker, len(tracker.events), mark))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are not in the database yet, in one transaction."""
        await self.stream_events(tracker)
        entry = self._cache.lent_entry(tracker)
        self._cache.forget(tracker.sender_id)
        events = list(islice(tracker.events, entry.saved, None)) if entry else list(self._unsaved(tracker))
        with self.engine.begin() as connection:
            if events:
                connection.execute(
                    self._events.insert(), [_row(tracker.sender_id, event) for event in events]
                )
            mark = self._mark(connection, tracker.sender_id)
        if _is_as_reloaded(tracker, events, entry, mark):
            self._cache.keep(tracker.sender_id, Entry(tracker, len(tracker.events), mark, lent=False))

    def _unsaved(self, tracker: DialogueStateTracker) -> Iterator[Event]:
        with self.session_scope() as session:
            return self._additional_events(session, tracker)

    def _mark(self, connection: sa.engine.Connection, sender_id: str) -> Mark:
        return Mark(*connection.execute(self._mark_query, {"sender_id": sender_id}).one())

    def _use_sqlite_settings(self) -> None:
        """Put a pool in the place of SQLAlchemy's, which opens the file anew for every query."""
        url = self.engine.url
        self.engine.dispose()
        self.engine = sa.create_engine(
            url, poolclass=sa.pool.QueuePool, pool_size=1, connect_args={"check_same_thread": False}
        )
        sa.event.listen(self.engine, "connect", _set_pragmas)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)


def _is_as_reloaded(tracker: DialogueStateTracker, new: list[Event], entry: Entry | None, mark: Mark) -> bool:
    """Tell whether reading the tracker back would give the same one.

    Not when rows came or went beside ours, and not when a session began: what stood before it is left behind.
    """
    if tracker.events.maxlen is not None or any(isinstance(event, SessionStarted) for event in new):
        return False
    if entry is None:
        return False
    return (mark.count, mark.first_id) == (entry.mark.count + len(new), entry.mark.first_id)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    """Return an event's row exactly as Rasa writes it."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _known_scheme(url: str) -> str:
    """Spell postgres:// as SQLAlchemy does."""
    return "postgresql://" + url.removeprefix("postgres://") if url.startswith("postgres://") else url


def _prepare_file(path: Path) -> None:
    """Make the file and switch its write-ahead log on; Rasa itself would try for ever where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()
    except (OSError, sqlite3.Error) as error:
        raise BotError(f"cannot keep conversations in {path}: {error}; set DALEEL_TRACKER_DB") from error


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in _pragmas():
        connection.execute(pragma)


def _pragmas() -> Iterable[str]:
    return (f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}", "PRAGMA synchronous=NORMAL")
