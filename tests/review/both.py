"""Fixtures that run a test over SQLite and over a real PostgreSQL, each with empty tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
import pytest

from tests.once import PostgreSQL


@pytest.fixture(scope="session")
def postgresql_url(tables: None, postgresql: PostgreSQL) -> str:
    """A database with web's tables and Rasa's."""
    return postgresql.new()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Both of Django's databases, first in SQLite, then in PostgreSQL, their tables empty."""
    if request.param == "sqlite":
        request.getfixturevalue("tables")
        empty()
        yield request.param
        empty()
        return
    with databases_at(request.getfixturevalue("postgresql_url")):
        empty()
        yield request.param
        empty()


@contextmanager
def databases_at(url: str) -> Iterator[None]:
    """Turn both of this thread's databases to one PostgreSQL, and back."""
    from django.db import connections
    from django.db.utils import ConnectionHandler

    names = ("default", "tracker")
    before = {name: connections[name] for name in names}
    parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    handler = ConnectionHandler(dict.fromkeys(names, parsed))
    try:
        for name in names:
            connections[name] = handler[name]
        yield
    finally:
        for name in names:
            connections[name].close()
            connections[name] = before[name]


def empty() -> None:
    """Delete what tests write into the chat's tables, Rasa's and the console's."""
    from django.contrib.auth.models import User
    from django.db import connection

    from web.chat.models import Conversation, Erasure, Session, TrackerEvent
    from web.review.forgetting import STAFFS
    from web.review.models import ErasureReceipt, SavedFilter, Tag

    for model in (Session, Conversation, Erasure, TrackerEvent, ErasureReceipt, *STAFFS, Tag, SavedFilter):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM review_words")
    User.objects.all().delete()
