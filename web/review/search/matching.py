"""Which messages and conversations hold the words of a text."""

from __future__ import annotations

from typing import Literal

from django.db import connection
from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

from web.review.models import Conversation, Message
from web.review.search.words import words_of

Where = Literal["anywhere", "question"]
MAX_WORDS = 20
_SQLITE = "SELECT rowid FROM review_words WHERE review_words MATCH %s"
_POSTGRESQL: dict[Where, str] = {
    "anywhere": "SELECT event_id FROM review_words WHERE everything @@ %s::tsquery",
    "question": "SELECT event_id FROM review_words WHERE question @@ %s::tsquery",
}


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
