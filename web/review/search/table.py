"""The table `review_words`: a row for each message, written and deleted beside it (migration 0002)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from web.background import unhurried

MERGED_PAGES = 200  # of FTS5's index at once: some ten milliseconds, in which nobody else writes

_WRITE = {
    "sqlite": "INSERT INTO review_words (rowid, question, answers) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO review_words VALUES (%s, array_to_tsvector(%s), array_to_tsvector(%s))",
}
_FORGET = {
    "sqlite": "DELETE FROM review_words WHERE rowid = %s",
    "postgresql": "DELETE FROM review_words WHERE event_id = %s",
}
_has_traces = True  # as far as this process knows
_FORGET_ALL = {"sqlite": "DELETE FROM review_words", "postgresql": "TRUNCATE review_words"}


@dataclass(frozen=True, slots=True)
class MessageWords:
    """`question` and `answers` are words_of what was asked (as typed and as searched) and what was said."""

    event_id: int
    question: Sequence[str]
    answers: Sequence[str]


def write_words(rows: Iterable[MessageWords]) -> None:
    """Put the messages' words into the index in the place of those that it holds of them."""
    rows = list(rows)
    forget_words([row.event_id for row in rows])
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE[connection.vendor], [_values(row) for row in rows])


def forget_words(event_ids: Iterable[int]) -> None:
    """Take the messages' words out of the index."""
    global _has_traces
    _has_traces = True
    with connection.cursor() as cursor:
        cursor.executemany(_FORGET[connection.vendor], [(event_id,) for event_id in event_ids])


def forget_all_words() -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_ALL[connection.vendor])


def tidy_words() -> None:
    """Merge SQLite's index where words were deleted, of which it keeps traces until then.

    In short transactions, so that nobody else waits long to write. PostgreSQL's vacuum does the same unasked.
    """
    global _has_traces
    if connection.vendor != "sqlite" or not _has_traces:
        return
    _has_traces = False
    for _ in unhurried(_merges()):
        pass


def _merges() -> Iterator[None]:
    pages = -MERGED_PAGES  # the first step, negative, takes in all there is
    while True:
        before = _changes()
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO review_words (review_words, rank) VALUES ('merge', %s)", [pages])
        if _changes() - before < 2:  # the sign of the end that SQLite's documentation gives
            return
        yield
        pages = MERGED_PAGES


def _changes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT total_changes()")
        return int(cursor.fetchone()[0])


def _values(row: MessageWords) -> tuple[int, Any, Any]:
    if connection.vendor == "sqlite":
        return row.event_id, " ".join(row.question), " ".join(row.answers)
    return row.event_id, list(row.question), list({*row.question, *row.answers})
