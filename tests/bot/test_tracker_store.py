"""Conversations in a real SQLite file, beside what Rasa's own store makes of the same file."""

import asyncio
import sqlite3
import time
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.errors import BotError
from bot.tracker_store import CachedTrackerStore

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
slots:
  last_answer: {type: any, influence_conversation: false, mappings: [{type: custom}]}
"""
)


class Counting(CachedTrackerStore):
    """Counts how often a tracker is read from the database."""

    reads = 0

    def _event_query(self, session, sender_id, fetch_events_from_all_sessions):  # type: ignore[no-untyped-def]
        self.reads += 1
        return super()._event_query(session, sender_id, fetch_events_from_all_sessions)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A path for a database that is not there yet, in a folder that is not there yet."""
    return tmp_path / "var" / "tracker.db"


@pytest.fixture
def store(database: Path) -> Counting:
    """A store of our own on that file."""
    return Counting(DOMAIN, db=str(database))


def session() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def exchange(number: int) -> list[Event]:
    user = UserUttered(f"سؤال {number}", {"name": "greet", "confidence": 0.9})
    bot = BotUttered(f"جواب {number}", {"buttons": None}, {"evidence": {"kind": "point"}})
    slot = SlotSet("last_answer", {"number": number})
    return [user, ActionExecuted("action_answer_question"), slot, bot, ActionExecuted("action_listen")]


async def take_turn(store: CachedTrackerStore, sender: str, *events: Event) -> DialogueStateTracker:
    """Change a tracker as Rasa's processor does: fetch, update, save."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)
    return tracker


def converse(store: CachedTrackerStore, sender: str, turns: int) -> None:
    """Begin a session and take some turns."""
    asyncio.run(take_turn(store, sender, *session(), *exchange(0)))
    for number in range(1, turns):
        asyncio.run(take_turn(store, sender, *exchange(number)))


def as_rasa_reads_it(database: Path, sender: str) -> DialogueStateTracker | None:
    return asyncio.run(SQLTrackerStore(DOMAIN, db=str(database)).retrieve(sender))


def assert_same(ours: DialogueStateTracker | None, theirs: DialogueStateTracker | None) -> None:
    assert ours is not None and theirs is not None
    assert [event.as_dict() for event in ours.events] == [event.as_dict() for event in theirs.events]
    assert ours.current_state() == theirs.current_state()
    assert ours.current_slot_values() == theirs.current_slot_values()


def rows(database: Path, sender: str) -> int:
    with sqlite3.connect(database) as connection:
        return int(
            connection.execute("SELECT count(*) FROM events WHERE sender_id = ?", [sender]).fetchone()[0]
        )


def test_a_kept_tracker_is_the_one_that_rasa_reads(store: Counting, database: Path) -> None:
    for turns in range(1, 6):
        converse(store, f"user-{turns}", turns)
        assert_same(asyncio.run(store.retrieve(f"user-{turns}")), as_rasa_reads_it(database, f"user-{turns}"))


def test_rows_are_those_that_rasa_writes(store: Counting, database: Path, tmp_path: Path) -> None:
    converse(store, "user", 3)
    tracker = asyncio.run(store.retrieve_full_tracker("user"))
    theirs = SQLTrackerStore(DOMAIN, db=str(tmp_path / "theirs.db"))
    asyncio.run(theirs.save(tracker))
    query = "SELECT sender_id, type_name, timestamp, intent_name, action_name, data FROM events ORDER BY id"
    both = [sqlite3.connect(path).execute(query).fetchall() for path in (database, tmp_path / "theirs.db")]
    assert both[0] == both[1]
    assert len(both[0]) == 3 + 3 * 5


def test_turns_after_the_second_read_nothing_back(store: Counting) -> None:
    converse(store, "user", 2)
    read = store.reads
    for number in range(2, 10):
        asyncio.run(take_turn(store, "user", *exchange(number)))
    assert store.reads == read


def test_a_new_process_goes_on_where_the_last_one_stopped(store: Counting, database: Path) -> None:
    converse(store, "user", 3)
    again = Counting(DOMAIN, db=str(database))
    tracker = asyncio.run(take_turn(again, "user", *exchange(3)))
    assert tracker.get_slot("last_answer") == {"number": 3}
    assert rows(database, "user") == 3 + 4 * 5
    assert_same(asyncio.run(again.retrieve("user")), as_rasa_reads_it(database, "user"))


def test_an_erased_conversation_is_gone(store: Counting, database: Path) -> None:
    converse(store, "user", 3)
    converse(store, "other", 3)
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM events WHERE sender_id = 'user'")
    assert asyncio.run(store.retrieve("user")) is None
    converse(store, "user", 1)
    assert rows(database, "user") == 3 + 5
    tracker = asyncio.run(store.retrieve("user"))
    assert tracker is not None and tracker.get_slot("last_answer") == {"number": 0}
    assert rows(database, "other") == 3 + 3 * 5


def test_partly_erased_and_foreign_rows_are_noticed(store: Counting, database: Path) -> None:
    converse(store, "user", 3)
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM events WHERE id = (SELECT max(id) FROM events)")
    assert_same(asyncio.run(store.retrieve("user")), as_rasa_reads_it(database, "user"))
    other = CachedTrackerStore(DOMAIN, db=str(database))
    asyncio.run(take_turn(other, "user", *exchange(7)))
    tracker = asyncio.run(store.retrieve("user"))
    assert tracker is not None and tracker.get_slot("last_answer") == {"number": 7}


def test_rows_erased_during_a_turn_do_not_come_back(store: Counting, database: Path) -> None:
    converse(store, "user", 3)

    async def turn() -> None:
        tracker = await store.get_or_create_tracker("user")
        with sqlite3.connect(database) as connection:
            connection.execute("DELETE FROM events WHERE sender_id = 'user'")
        tracker.update_with_events(exchange(3), DOMAIN)
        await store.save(tracker)

    asyncio.run(turn())
    assert rows(database, "user") == 5
    assert_same(asyncio.run(store.retrieve("user")), as_rasa_reads_it(database, "user"))


def test_a_failed_turn_leaves_no_trace(store: Counting, database: Path) -> None:
    converse(store, "user", 3)

    async def fail() -> None:
        tracker = await store.get_or_create_tracker("user")
        tracker.update_with_events(exchange(99), DOMAIN)

    asyncio.run(fail())
    tracker = asyncio.run(store.retrieve("user"))
    assert tracker is not None and tracker.get_slot("last_answer") == {"number": 2}
    assert_same(tracker, as_rasa_reads_it(database, "user"))


def test_a_second_reader_does_not_disturb_a_turn(store: Counting, database: Path) -> None:
    converse(store, "user", 3)

    async def turn() -> None:
        tracker = await store.get_or_create_tracker("user")
        reader = await store.retrieve("user")
        assert reader is not tracker
        tracker.update_with_events(exchange(3), DOMAIN)
        await store.save(tracker)

    asyncio.run(turn())
    assert rows(database, "user") == 3 + 4 * 5
    assert_same(asyncio.run(store.retrieve("user")), as_rasa_reads_it(database, "user"))


def test_a_new_session_leaves_the_last_one_behind(store: Counting, database: Path) -> None:
    converse(store, "user", 3)
    time.sleep(0.01)
    asyncio.run(take_turn(store, "user", SlotSet("last_answer", None), *session(), *exchange(10)))
    asyncio.run(take_turn(store, "user", *exchange(11)))
    tracker = asyncio.run(store.retrieve("user"))
    assert_same(tracker, as_rasa_reads_it(database, "user"))
    assert len(tracker.events) == 2 + 2 * 5  # from session_started on
    full = asyncio.run(store.retrieve_full_tracker("user"))
    assert len(full.events) == rows(database, "user") == 3 + 3 * 5 + 1 + 3 + 2 * 5


def test_a_restart_within_a_session_is_kept(store: Counting, database: Path) -> None:
    converse(store, "user", 2)
    from rasa.shared.core.events import Restarted

    asyncio.run(take_turn(store, "user", Restarted(), ActionExecuted("action_listen")))
    asyncio.run(take_turn(store, "user", *exchange(2)))
    assert_same(asyncio.run(store.retrieve("user")), as_rasa_reads_it(database, "user"))


def test_what_is_kept_is_bounded(database: Path) -> None:
    store = Counting(DOMAIN, db=str(database), max_cached_events=40)
    for number in range(8):
        converse(store, f"user-{number}", 3)
    assert 1 <= len(store._cache) <= 2
    for number in range(8):
        assert_same(
            asyncio.run(store.retrieve(f"user-{number}")), as_rasa_reads_it(database, f"user-{number}")
        )


def test_another_domain_makes_trackers_anew(store: Counting) -> None:
    converse(store, "user", 3)
    store.domain = Domain.from_yaml(
        'version: "3.1"\nslots: {other: {type: text, mappings: [{type: custom}]}}'
    )
    tracker = asyncio.run(store.retrieve("user"))
    assert tracker is not None and "other" in tracker.slots


def test_an_unknown_sender_has_no_tracker(store: Counting) -> None:
    assert asyncio.run(store.retrieve("nobody")) is None


def test_the_file_has_a_write_ahead_log(store: Counting, database: Path) -> None:
    with store.engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    assert pragmas == ["wal", 1]


def test_a_reader_does_not_wait_for_a_writer(store: Counting, database: Path) -> None:
    converse(store, "user", 2)
    writer = sqlite3.connect(database)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM events WHERE sender_id = 'nobody'")
    assert asyncio.run(store.retrieve("user")) is not None
    writer.rollback()


def test_a_place_that_cannot_hold_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BotError, match=r"cannot keep conversations in .*DALEEL_TRACKER_DB"):
        CachedTrackerStore(DOMAIN, db=str(tmp_path / "file" / "tracker.db"))
    (tmp_path / "text.db").write_text("no database at all" * 100)
    with pytest.raises(BotError, match="file is not a database"):
        CachedTrackerStore(DOMAIN, db=str(tmp_path / "text.db"))


@pytest.mark.parametrize("setting", ["db", "host"])
def test_a_whole_url_is_taken(tmp_path: Path, setting: str) -> None:
    store = CachedTrackerStore(DOMAIN, **{setting: f"sqlite:///{tmp_path / 'url.db'}"})
    converse(store, "user", 2)
    assert rows(tmp_path / "url.db", "user") == 3 + 2 * 5
