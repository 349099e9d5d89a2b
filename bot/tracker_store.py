"""The log of conversations, in SQLite or PostgreSQL: Rasa's table and rows, the latest turns read of them."""

import json
import sqlite3
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import AllSlotsReset, Event, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import BotError

BUSY_TIMEOUT_MILLISECONDS = 5_000
READ_TURNS = 2  # every rule is one turn long; what must be known for longer stands in slots
LANGUAGE_SLOT = "language"

_events = SQLTrackerStore.SQLEvent.__table__
_column = _events.c
_of_sender = _column.sender_id == sa.bindparam("sender_id")
_order = (
    _column.id + 0
)  # so that SQLite goes by the index below, and not through the whole conversation by id
# What a type of event is looked up by; Rasa's own index is of the sender alone.
_INDEX = "CREATE INDEX IF NOT EXISTS ix_events_by_type ON events (sender_id, type_name, action_name)"


@dataclass(frozen=True)
class LoggedTurn:
    """A user's message and what came after it, up to the next one, each event as Rasa's `as_dict` has it.

    language: of the sender then, or empty.
    """

    events: list[dict[str, Any]]
    language: str


class RecentTurnsStore(SQLTrackerStore):
    """Rasa's SQL tracker store, which reads the last turns of a conversation and finds one by its message.

    A tracker holds the last READ_TURNS turns and, before them, the latest value of each slot of the session.
    So a turn costs the same late in a conversation as early, and Rasa needs no other change: with Rasa's own
    reading the sixtieth turn takes three times the CPU of the fifth (bench/results/patches.md).

    SQLite runs with a write-ahead log and without a wait for the disk at each commit: a crash of the process
    loses nothing, one of the machine may lose the last turns but never the file.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        db: str = "var/tracker.db",
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Open the database; `db` (or `host`) is a file's path or a whole URL."""
        url = host if host and "://" in host else db
        if "://" not in url:
            _prepare_file(Path(url))
            url = f"sqlite:///{url}"
        elif url.startswith("postgres://"):  # SQLAlchemy knows it by the other name
            url = "postgresql://" + url.removeprefix("postgres://")
        super().__init__(domain, host=url, event_broker=event_broker, **kwargs)
        self._connect_anew(self.engine.url)
        with self.engine.begin() as connection:
            connection.execute(sa.text(_INDEX))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that came since the tracker was read or saved, in one transaction."""
        await self.stream_events(tracker)
        stored = getattr(tracker, "stored_events", 0)
        rows = [_row(tracker.sender_id, event) for event in islice(tracker.events, stored, None)]
        if rows:
            with self.engine.begin() as connection:
                connection.execute(_events.insert(), rows)
        tracker.stored_events = len(tracker.events)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        """Return the tracker of the last turns, or of everything; None for an unknown sender."""
        query = _everything if fetch_events_from_all_sessions else _last_turns
        with self.engine.connect() as connection:
            rows = connection.execute(query, {"sender_id": sender_id}).all()
        if not rows:
            return None
        tracker = DialogueStateTracker.from_dict(
            sender_id, [json.loads(data) for (data,) in rows], self.domain.slots
        )
        tracker.stored_events = len(tracker.events)
        return tracker

    def find_turn(self, sender_id: str, message_id: str) -> LoggedTurn | None:
        """Return the turn that the message with this id began, None where it is not in the log."""
        sender = {"sender_id": sender_id}
        with self.engine.connect() as connection:
            rows = connection.execute(_since_message, {**sender, "message_id": message_id})
            turn = list(islice(rows, 1))
            turn += takewhile(lambda row: row.type_name != UserUttered.type_name, rows)
            if not turn:
                return None
            said = connection.execute(_language, {**sender, "last": turn[-1].id}).scalar()
        language = json.loads(said)["value"] if said else None
        return LoggedTurn([json.loads(row.data) for row in turn], language or "")

    def _connect_anew(self, url: sa.engine.URL) -> None:
        """Use a pool that suits the database.

        SQLAlchemy's own opens an SQLite file for every query, a fifth of a message's CPU with the waits for
        the disk, and hands out connections to a PostgreSQL that has been restarted since.
        """
        self.engine.dispose()
        if self.engine.dialect.name == "sqlite":
            self.engine = sa.create_engine(
                url, poolclass=sa.pool.QueuePool, pool_size=1, connect_args={"check_same_thread": False}
            )
            sa.event.listen(self.engine, "connect", _set_pragmas)
        else:
            self.engine = sa.create_engine(url, pool_pre_ping=True, **create_engine_kwargs(url))
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)


def _of_type(*events: type[Event]) -> Any:
    return sa.and_(_of_sender, _column.type_name.in_([event.type_name for event in events]))


def _select_last_turns() -> Any:
    """Select the last turns' events and, of what was set before them and still holds, each slot's last."""
    turn = (
        sa.select(_column.id)
        .where(_of_type(UserUttered))
        .order_by(_column.id.desc())
        .offset(READ_TURNS - 1)
        .limit(1)
        .scalar_subquery()
    )
    forgetting = _of_type(SessionStarted, Restarted, AllSlotsReset)
    forgotten = sa.select(sa.func.max(_order)).where(forgetting).scalar_subquery()
    slots = (
        sa.select(sa.func.max(_column.id))
        .where(_of_type(SlotSet), _column.id > sa.func.coalesce(forgotten, 0))
        .where(_column.id < turn)
        .group_by(_column.action_name)  # Rasa keeps the slot's name there
    )
    latest = sa.select(_column.id).where(_of_sender, _column.id >= sa.func.coalesce(turn, 0))
    return sa.select(_column.data).where(_column.id.in_(sa.union_all(slots, latest))).order_by(_column.id)


def _select_since_message() -> Any:
    """Select the message with an id and all that came after it; nothing where it is not in the log."""
    message = _column.action_name == sa.bindparam("message_id")  # see _row
    first = sa.select(sa.func.max(_order)).where(_of_type(UserUttered), message).scalar_subquery()
    since = sa.select(_column.id, _column.type_name, _column.data).where(_of_sender, _column.id >= first)
    return since.order_by(_column.id)


_everything = sa.select(_column.data).where(_of_sender).order_by(_column.id)
_last_turns = _select_last_turns()
_since_message = _select_since_message()
_language = (
    sa.select(_column.data)
    .where(_of_type(SlotSet), _column.action_name == LANGUAGE_SLOT, _column.id <= sa.bindparam("last"))
    .order_by(_order.desc())
    .limit(1)
)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    """Return an event's row as Rasa writes it, a user's message with its id where others have their name."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name") or data.get("message_id"),
        "data": json.dumps(data),
    }


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
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}")
    connection.execute("PRAGMA synchronous=NORMAL")
