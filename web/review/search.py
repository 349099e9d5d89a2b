"""Finding messages by their words, in whatever spelling: FTS5 in SQLite, tsvectors in PostgreSQL.

The table `review_words` has a row for each message, written with it (web.chat.record) and deleted beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from django.db import connection
from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

from arabic import search_key, stem
from web.background import unhurried
from web.chat.record import Turn
from web.review.models import Conversation, Message

Where = Literal["anywhere", "question"]
MAX_WORDS = 20  # of a search
MAX_WORD_CHARACTERS = 64  # nobody looks for a longer one
# SQLite's tokenizer parts words at letters that came into Unicode after it; these it surely knows.
_KNOWN = re.compile("[0-9a-z\u0621-\u064a]+")
MERGED_PAGES = 200  # of FTS5's index at once: some ten milliseconds, in which nobody else writes
IDS_AT_ONCE = 500
TIDY_SECONDS = 30.0

_SQLITE = "SELECT rowid FROM review_words WHERE review_words MATCH %s"
_POSTGRESQL: dict[Where, str] = {
    "anywhere": "SELECT event_id FROM review_words WHERE everything @@ %s::tsquery",
    "question": "SELECT event_id FROM review_words WHERE question @@ %s::tsquery",
}
_WRITE = {
    "sqlite": "INSERT INTO review_words (rowid, question, answers) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO review_words VALUES (%s, array_to_tsvector(%s), array_to_tsvector(%s))",
}
_FORGET = {
    "sqlite": "DELETE FROM review_words WHERE rowid = %s",
    "postgresql": "DELETE FROM review_words WHERE event_id = %s",
}
_has_traces = True  # as far as this process knows


def messages_matching(text: str, where: Where = "anywhere") -> QuerySet[Message]:
    """Return the messages that hold all the words of the text, in any order; every message for no words.

    Words are compared by their stems, so that an article, a plural's ending or another spelling makes no
    difference. `where` "question": in what was typed, or was searched for it; "anywhere": in the answers
    too. A last word that no such message has counts as the beginning of one. One short query is made at
    once; the returned set is lazy, unordered, and can be filtered further.
    """
    found = _found(text, where)
    return Message.objects.all() if found is None else Message.objects.filter(event_id__in=found)


def holds_words(text: str, where: Where = "anywhere") -> Q:
    """The same as a condition on messages that are met one by one, such as those within Exists(…).

    There messages_matching would look up all it finds for every conversation: SQLite takes the shorter list
    only if it is not offered the longer.
    """
    found = _found(text, where)
    return Q() if found is None else Q(In(_Met(F("event_id")), found))


def conversations_matching(text: str, where: Where = "anywhere") -> QuerySet[Conversation]:
    """Return the conversations with a message that holds the words; every conversation for no words.

    A page of them in an order that has an index is fastest; see messages_matching for what is compared.
    """
    if not words_of(text):
        return Conversation.objects.all()
    if connection.vendor != "sqlite":
        found = messages_matching(text, where)
        return Conversation.objects.filter(sender_id__in=found.values("conversation_id"))
    met = Message.objects.filter(holds_words(text, where), conversation_id=OuterRef("pk"))
    return Conversation.objects.filter(Exists(met))


def write_turns(sender: object, *, turns: Sequence[Turn], **_: object) -> None:
    """A receiver of web.chat.record.recorded: write the words of what was asked, searched for and said."""
    write_words(_words_of_turn(turn) for turn in turns)


@dataclass(frozen=True, slots=True)
class MessageWords:
    """`question` and `answers` are words_of what was asked (as typed and as searched) and what was said."""

    event_id: int
    question: Sequence[str]
    answers: Sequence[str]


def write_words(rows: Iterable[MessageWords]) -> None:
    """Put the messages' words into the index in the place of those that it holds of them."""
    rows = list(rows)
    forget_words(_indexed_before([row.event_id for row in rows]))
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE[connection.vendor], [_values(row) for row in rows])


def forget_words(event_ids: Iterable[int]) -> None:
    """Take the messages' words out of the index."""
    global _has_traces
    if not (event_ids := list(event_ids)):
        return
    _has_traces = True
    with connection.cursor() as cursor:
        cursor.executemany(_FORGET[connection.vendor], [(event_id,) for event_id in event_ids])


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


@lru_cache(maxsize=2_000)  # answers quote the same passages again and again
def words_of(text: str) -> tuple[str, ...]:
    """Return the stems of the text's words, each once, in the order they come."""
    return tuple(dict.fromkeys(_indexed(word) for word in search_key(text).split()))


def _words_of_turn(turn: Turn) -> MessageWords:
    queries = (each.evidence.query for each in turn.said if each.evidence)
    question = words_of(" ".join((turn.message.text, *queries)))
    return MessageWords(turn.message.pk, question, words_of("\n".join(each.text for each in turn.said)))


def _indexed_before(event_ids: Sequence[int]) -> list[int]:
    name = "rowid" if connection.vendor == "sqlite" else "event_id"
    found: list[int] = []
    with connection.cursor() as cursor:
        for start in range(0, len(event_ids), IDS_AT_ONCE):
            some = event_ids[start : start + IDS_AT_ONCE]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT {name} FROM review_words WHERE {name} IN ({marks})", some)  # noqa: S608
            found += [int(row[0]) for row in cursor.fetchall()]
    return found


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


@lru_cache(maxsize=50_000)
def _indexed(word: str) -> str:
    word = stem(word[:MAX_WORD_CHARACTERS])
    return word if _KNOWN.fullmatch(word) else f"0x{word.encode().hex()}"


class _Met(Func):
    """A column that no index is sought for (https://www.sqlite.org/optoverview.html, unary plus)."""

    template = "+%(expressions)s"
    output_field = BigIntegerField()


def _found(text: str, where: Where) -> RawSQL | None:
    """The ids of the messages with these words, as a query; None where there are no words."""
    words = words_of(text)[:MAX_WORDS]
    if not words:
        return None
    sql, query = _holding(words, where, unfinished=False)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT 1", [query])
        if cursor.fetchone() is None:
            sql, query = _holding(words, where, unfinished=True)
    return RawSQL(sql, [query])  # noqa: S611 (none of it is foreign)


def _holding(words: tuple[str, ...], where: Where, *, unfinished: bool) -> tuple[str, str]:
    """The statement, one of ours, and its parameter."""
    if connection.vendor == "sqlite":
        query = " AND ".join(f'"{word}"' for word in words) + ("*" if unfinished else "")
        query, sql = (f"question : ({query})" if where == "question" else query), _SQLITE
    else:
        query = " & ".join(f"'{word}'" for word in words) + (":*" if unfinished else "")
        sql = _POSTGRESQL[where]
    return sql, query
