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

    from web.chat.models import Erasure, Session, TrackerEvent
    from web.review.models import ErasureReceipt, ProjectionState, SavedFilter, Tag
    from web.review.projection.forgetting import STAFFS
    from web.review.projection.rebuilding import clear

    for model in (Session, Erasure, TrackerEvent, ErasureReceipt, *STAFFS, Tag, SavedFilter):
        model.objects.all().delete()
    clear()
    ProjectionState.objects.all().delete()
    User.objects.all().delete()
