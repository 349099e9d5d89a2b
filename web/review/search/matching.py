"""Which messages and conversations hold the words of a text."""

from __future__ import annotations

from typing import Literal

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

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
    words = words_of(text)[:MAX_WORDS]
    if not words:
        return Message.objects.all()
    whole = _holding(words, where, unfinished=False)
    return whole if whole.exists() else _holding(words, where, unfinished=True)


def conversations_matching(text: str, where: Where = "anywhere") -> QuerySet[Conversation]:
    """Return the conversations with a message in messages_matching; every conversation for no words."""
    if not words_of(text):
        return Conversation.objects.all()
    found = messages_matching(text, where)
    return Conversation.objects.filter(sender_id__in=found.values("conversation_id"))


def _holding(words: tuple[str, ...], where: Where, *, unfinished: bool) -> QuerySet[Message]:
    if connection.vendor == "sqlite":
        query = " AND ".join(f'"{word}"' for word in words) + ("*" if unfinished else "")
        query, sql = (f"question : ({query})" if where == "question" else query), _SQLITE
    else:
        query = " & ".join(f"'{word}'" for word in words) + (":*" if unfinished else "")
        sql = _POSTGRESQL[where]
    return Message.objects.filter(event_id__in=RawSQL(sql, [query]))  # noqa: S611 (none of it is foreign)
