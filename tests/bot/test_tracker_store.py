"""The log in a real SQLite file, beside what Rasa's own store makes of the same file."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    AllSlotsReset,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from ruamel.yaml import YAML

from bot import BotError
from bot.tracker_store import READ_TURNS, RecentTurnsStore

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
slots:
  last_answer: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  language: {type: text, influence_conversation: false, mappings: [{type: custom}]}
"""
)
EVENTS_OF_A_TURN = 5


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A path for a database that is not there yet, in a folder that is not there yet."""
    return tmp_path / "var" / "tracker.db"


@pytest.fixture
def store(database: Path) -> RecentTurnsStore:
    """A store of our own on that file."""
    return RecentTurnsStore(DOMAIN, db=str(database))


def session() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def exchange(number: int) -> list[Event]:
    user = UserUttered(f"سؤال {number}", {"name": "greet", "confidence": 0.9}, message_id=f"m_{number}")
    bot = BotUttered(f"جواب {number}", {"buttons": None}, {"evidence": {"kind": "point"}})
    slot = SlotSet("last_answer", {"number": number})
    return [user, ActionExecuted("action_answer_question"), slot, bot, ActionExecuted("action_listen")]


async def take_turn(store: RecentTurnsStore, sender: str, *events: Event) -> DialogueStateTracker:
    """Change a tracker as Rasa's processor does: fetch, update, save."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)
    return tracker


def converse(store: RecentTurnsStore, sender: str, turns: int) -> None:
    """Begin a session and take some turns."""
    asyncio.run(take_turn(store, sender, *session(), *exchange(0)))
    for number in range(1, turns):
        asyncio.run(take_turn(store, sender, *exchange(number)))


def as_rasa_reads_it(database: Path, sender: str) -> DialogueStateTracker | None:
    return asyncio.run(SQLTrackerStore(DOMAIN, db=str(database)).retrieve(sender))


def assert_same(ours: DialogueStateTracker | None, theirs: DialogueStateTracker | None) -> None:
    """Rasa reads from the latest session's beginning on; what stands before it counts for nothing."""
    assert ours is not None and theirs is not None
    events = [event.as_dict() for event in ours.events]
    assert events[-len(theirs.events) :] == [event.as_dict() for event in theirs.events]
    assert ours.current_state() == theirs.current_state()
    assert ours.current_slot_values() == theirs.current_slot_values()


def erase(database: Path, sender: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM events WHERE sender_id = ?", [sender])


def rows(database: Path, sender: str) -> int:
    with sqlite3.connect(database) as connection:
        return int(
            connection.execute("SELECT count(*) FROM events WHERE sender_id = ?", [sender]).fetchone()[0]
        )


def test_a_short_conversation_is_read_as_rasa_reads_it(store: RecentTurnsStore, database: Path) -> None:
    for turns in range(1, READ_TURNS):
        converse(store, f"user-{turns}", turns)
        assert_same(asyncio.run(store.retrieve(f"user-{turns}")), as_rasa_reads_it(database, f"user-{turns}"))


def test_of_a_long_conversation_the_last_turns_are_read_and_every_slot(
    store: RecentTurnsStore, database: Path
) -> None:
    asyncio.run(take_turn(store, "user", *session(), SlotSet("language", "fr"), SlotSet("language", "en")))
    for number in range(20):
        asyncio.run(take_turn(store, "user", *exchange(number)))
    ours, theirs = asyncio.run(store.retrieve("user")), as_rasa_reads_it(database, "user")
    assert ours is not None and theirs is not None
    assert ours.current_state() == theirs.current_state()
    latest = list(theirs.events)[-READ_TURNS * EVENTS_OF_A_TURN :]
    assert [event.as_dict() for event in ours.events] == [
        SlotSet("language", "en", theirs.events[3].timestamp).as_dict(),
        SlotSet("last_answer", {"number": 17}, theirs.events[4 + 17 * 5 + 2].timestamp).as_dict(),
        *(event.as_dict() for event in latest),
    ]


@pytest.mark.parametrize("forgetting", [[Restarted()], [AllSlotsReset()], session()])
def test_what_was_forgotten_does_not_come_back(store: RecentTurnsStore, forgetting: list[Event]) -> None:
    asyncio.run(take_turn(store, "user", *session(), SlotSet("language", "fr"), *exchange(0)))
    asyncio.run(take_turn(store, "user", *forgetting, ActionExecuted("action_listen")))
    for number in range(READ_TURNS + 2):
        tracker = asyncio.run(take_turn(store, "user", *exchange(number)))
        assert (tracker.get_slot("last_answer"), tracker.get_slot("language")) == ({"number": number}, None)


def test_everything_is_stored_and_can_be_read(store: RecentTurnsStore, database: Path) -> None:
    converse(store, "user", 20)
    full = asyncio.run(store.retrieve_full_tracker("user"))
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == [f"سؤال {n}" for n in range(20)]
    assert len(full.events) == rows(database, "user") == 3 + 20 * EVENTS_OF_A_TURN
    full.update_with_events(exchange(20), DOMAIN)
    asyncio.run(store.save(full))
    assert rows(database, "user") == 3 + 21 * EVENTS_OF_A_TURN


def test_a_new_process_goes_on_where_the_last_one_stopped(store: RecentTurnsStore, database: Path) -> None:
    converse(store, "user", 6)
    tracker = asyncio.run(take_turn(RecentTurnsStore(DOMAIN, db=str(database)), "user", *exchange(6)))
    assert tracker.get_slot("last_answer") == {"number": 6}
    assert rows(database, "user") == 3 + 7 * EVENTS_OF_A_TURN


def test_an_erased_conversation_is_gone(store: RecentTurnsStore, database: Path) -> None:
    converse(store, "user", 6)
    converse(store, "other", 3)
    erase(database, "user")
    assert asyncio.run(store.retrieve("user")) is None
    assert store.find_turn("user", "m_5") is None
    converse(store, "user", 1)
    assert rows(database, "user") == 3 + EVENTS_OF_A_TURN
    assert rows(database, "other") == 3 + 3 * EVENTS_OF_A_TURN


def test_rows_erased_during_a_turn_do_not_come_back(store: RecentTurnsStore, database: Path) -> None:
    converse(store, "user", 3)

    async def turn() -> None:
        tracker = await store.get_or_create_tracker("user")
        erase(database, "user")
        tracker.update_with_events(exchange(3), DOMAIN)
        await store.save(tracker)

    asyncio.run(turn())
    assert rows(database, "user") == EVENTS_OF_A_TURN


def test_a_turn_that_was_not_saved_leaves_no_trace(store: RecentTurnsStore, database: Path) -> None:
    converse(store, "user", 1)

    async def fail() -> None:
        tracker = await store.get_or_create_tracker("user")
        tracker.update_with_events(exchange(99), DOMAIN)

    asyncio.run(fail())
    assert_same(asyncio.run(store.retrieve("user")), as_rasa_reads_it(database, "user"))


def test_a_turn_is_found_by_its_messages_id(store: RecentTurnsStore) -> None:
    converse(store, "user", 5)
    asyncio.run(take_turn(store, "user", *exchange(5), SlotSet("language", "en")))
    asyncio.run(take_turn(store, "user", *exchange(6), SlotSet("language", "fr")))
    found = store.find_turn("user", "m_5")
    assert found is not None
    assert [event["event"] for event in found.events] == ["user", "action", "slot", "bot", "action", "slot"]
    assert [event["text"] for event in found.events if "text" in event] == ["سؤال 5", "جواب 5"]
    assert found.language == "en"
    assert store.find_turn("user", "m_4").language == ""
    assert store.find_turn("user", "mx5") is store.find_turn("other", "m_5") is None


def test_every_rule_is_within_the_turns_that_are_read() -> None:
    for path in Path("data/rules").glob("*.yml"):
        for rule in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["rules"]:
            assert sum("intent" in step for step in rule["steps"]) <= READ_TURNS - 1, rule


def test_rows_are_those_that_rasa_writes(store: RecentTurnsStore, database: Path, tmp_path: Path) -> None:
    converse(store, "user", 3)
    tracker = asyncio.run(store.retrieve_full_tracker("user"))
    theirs = SQLTrackerStore(DOMAIN, db=str(tmp_path / "theirs.db"))
    asyncio.run(theirs.save(tracker))
    query = "SELECT sender_id, type_name, timestamp, intent_name, action_name, data FROM events ORDER BY id"
    both = [sqlite3.connect(path).execute(query).fetchall() for path in (database, tmp_path / "theirs.db")]
    assert [row[4] for row in both[0] if row[1] == "user"] == ["m_0", "m_1", "m_2"]  # where Rasa has nothing
    assert [(*row[:4], None if row[1] == "user" else row[4], row[5]) for row in both[0]] == both[1]
    assert len(both[0]) == 3 + 3 * 5


def test_an_unknown_sender_has_no_tracker(store: RecentTurnsStore) -> None:
    assert asyncio.run(store.retrieve("nobody")) is None


def test_the_file_has_a_write_ahead_log(store: RecentTurnsStore, database: Path) -> None:
    with store.engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    assert pragmas == ["wal", 1]


def test_a_reader_does_not_wait_for_a_writer(store: RecentTurnsStore, database: Path) -> None:
    converse(store, "user", 2)
    writer = sqlite3.connect(database)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM events WHERE sender_id = 'nobody'")
    assert asyncio.run(store.retrieve("user")) is not None
    writer.rollback()


def test_a_place_that_cannot_hold_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BotError, match=r"cannot keep conversations in .*DALEEL_TRACKER_DB"):
        RecentTurnsStore(DOMAIN, db=str(tmp_path / "file" / "tracker.db"))
    (tmp_path / "text.db").write_text("no database at all" * 100)
    with pytest.raises(BotError, match="file is not a database"):
        RecentTurnsStore(DOMAIN, db=str(tmp_path / "text.db"))


@pytest.mark.parametrize("setting", ["db", "host"])
def test_a_whole_url_is_taken(tmp_path: Path, setting: str) -> None:
    store = RecentTurnsStore(DOMAIN, **{setting: f"sqlite:///{tmp_path / 'url.db'}"})
    converse(store, "user", 2)
    assert rows(tmp_path / "url.db", "user") == 3 + 2 * 5
