"""Fixtures that run a test over SQLite and over a real PostgreSQL, each with empty tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.review.postgresql import databases_at, make_tables, running_postgresql


@pytest.fixture(scope="session")
def postgresql_url(tables: None) -> Iterator[str]:
    """A database with web's tables and Rasa's."""
    with running_postgresql() as url:
        with databases_at(url):
            make_tables()
        yield url


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
