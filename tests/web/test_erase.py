"""A conversation erased everywhere."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest

from tests.web.log_rows import Log

pytestmark = pytest.mark.usefixtures("database")

ALL, NOTHING = [1, 1, 1, 1, 1, 5], [0] * 6


@pytest.fixture
def session() -> Any:
    """A session that has said something, been answered and judged the answer."""
    return talked("web-a")


@pytest.fixture
def other() -> Any:
    """Another one, which must stay."""
    return talked("web-a-b")


def talked(sender_id: str) -> Any:
    from django.utils.timezone import now

    from web.chat.models import BotMessage, Feedback, PendingMessage, Session

    session = Session.objects.create(sender_id=sender_id)
    Log(sender_id).turn("سؤال", key="key-one-1")
    answer = BotMessage.objects.get(message__conversation_id=sender_id)
    Feedback.objects.create(answer=answer, verdict="up")
    PendingMessage.objects.create(session=session, key="key-two-2", fingerprint="f", at=now())
    return session


def rows_of(sender_id: str) -> list[int]:
    """How many rows each table has of a sender: session, pending, messages, answers, feedback, events."""
    from web.chat.models import BotMessage, Feedback, Message, PendingMessage, Session, TrackerEvent

    return [
        Session.objects.filter(sender_id=sender_id).count(),
        PendingMessage.objects.filter(session__sender_id=sender_id).count(),
        Message.objects.filter(conversation_id=sender_id).count(),
        BotMessage.objects.filter(message__conversation_id=sender_id).count(),
        Feedback.objects.filter(answer__message__conversation_id=sender_id).count(),
        TrackerEvent.objects.filter(sender_id=sender_id).count(),
    ]


def erase(session: Any) -> None:
    from web.chat.erase import erase
    from web.chat.queues import Queues

    asyncio.run(erase(session, Queues()))


def test_nothing_of_the_conversation_is_left_and_all_of_the_others_is(session: Any, other: Any) -> None:
    before = rows_of("web-a-b")
    assert rows_of("web-a") == before == ALL
    erase(session)
    assert rows_of("web-a") == NOTHING
    assert rows_of("web-a-b") == before


def test_the_words_are_gone_from_the_file_too(session: Any) -> None:
    """SQLite overwrites what it deletes where it was built to, as Python's is here."""
    from django.db import connections

    from tests.web.conftest import FOLDER

    secret = b"a-word-that-only-stands-here"
    Log("web-a").turn(secret.decode(), [])
    erase(session)
    with connections["tracker"].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert secret not in (FOLDER / "tracker.db").read_bytes()


def test_the_turn_under_way_is_waited_for_and_what_waits_is_refused(session: Any) -> None:
    from web.api.errors import ApiError
    from web.chat.erase import erase
    from web.chat.queues import Queues

    async def scenario() -> list[str]:
        queues, order = Queues(), []
        under_way = asyncio.Event()

        async def running() -> None:
            async with queues.turn(session.id):
                under_way.set()
                await asyncio.sleep(0.2)
                order.append("ended")

        async def waiting() -> None:
            try:
                async with queues.turn(session.id):
                    order.append("ran")
            except ApiError as error:
                order.append(error.code)

        first = asyncio.create_task(running())
        await under_way.wait()
        second = asyncio.create_task(waiting())
        await asyncio.sleep(0)
        await erase(session, queues)
        order.append("erased")
        await asyncio.gather(first, second)
        return order

    assert asyncio.run(scenario()) == ["session_unknown", "ended", "erased"]
    assert rows_of("web-a") == NOTHING


def test_erasing_twice_at_once_is_erasing_once(session: Any) -> None:
    from web.chat.erase import erase
    from web.chat.queues import Queues

    async def twice() -> None:
        queues = Queues()
        await asyncio.gather(erase(session, queues), erase(session, queues))

    asyncio.run(twice())
    assert rows_of("web-a") == NOTHING


def test_what_a_late_turn_writes_is_swept(session: Any, other: Any) -> None:
    from web.chat.models import Erasure
    from web.chat.sweep import sweep

    erase(session)
    Log("web-a").turn("سؤال متأخر")
    assert sweep() == 5
    assert rows_of("web-a") == NOTHING
    assert rows_of("web-a-b") == ALL
    assert Erasure.objects.get().swept_at is None  # another turn may still be under way


def test_an_erasure_that_broke_off_is_ended_by_the_sweep(
    session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from web.chat import tracker_log
    from web.chat.sweep import sweep

    def locked(sender_id: str) -> int:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(tracker_log, "erase_events", locked)
        with pytest.raises(OperationalError):
            erase(session)
    assert rows_of("web-a") == ALL
    assert sweep() == 5
    assert rows_of("web-a") == NOTHING


def test_the_last_sweep_is_when_no_turn_can_be_under_way(session: Any) -> None:
    from django.conf import settings

    from web.chat.models import Erasure
    from web.chat.sweep import KEPT_DAYS, MARGIN_SECONDS, sweep

    erase(session)
    requested_at = Erasure.objects.get().requested_at
    final = requested_at + timedelta(seconds=settings.DALEEL.turn_seconds + MARGIN_SECONDS)
    sweep(final - timedelta(seconds=1))
    assert Erasure.objects.get().swept_at is None
    sweep(final)
    assert Erasure.objects.get().swept_at == final
    Log("web-a").turn("من نسخة احتياطية")
    assert sweep(final + timedelta(minutes=1)) == 0
    sweep(final + timedelta(days=KEPT_DAYS, seconds=1))
    assert Erasure.objects.count() == 0


@pytest.fixture
def sweeper() -> Iterator[Any]:
    """A sweeper that hardly waits."""
    from web.chat.sweep import Sweeper

    sweeper = Sweeper(interval_seconds=0.02)
    yield sweeper
    sweeper.stop()


def test_the_sweeper_sweeps_what_was_left_at_its_start_and_goes_on(session: Any, sweeper: Any) -> None:
    erase(session)
    Log("web-a").turn("قبل البدء")
    sweeper.start()
    for _ in range(2):
        deadline = time.monotonic() + 10
        while rows_of("web-a") != NOTHING and time.monotonic() < deadline:
            time.sleep(0.02)
        assert rows_of("web-a") == NOTHING
        Log("web-a").turn("بعده")


def test_the_sweeper_outlives_a_database_that_fails(
    session: Any, sweeper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from web.chat import sweep

    calls = []

    def failing() -> int:
        calls.append(1)
        raise OperationalError("database is locked")

    monkeypatch.setattr(sweep, "sweep", failing)
    sweeper.start()
    deadline = time.monotonic() + 10
    while len(calls) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(calls) >= 3


def test_the_command_sweeps_and_with_all_also_what_a_backup_brought_back(session: Any) -> None:
    from django.core.management import call_command

    from web.chat.models import Erasure

    def said(*options: str) -> str:
        out = StringIO()
        call_command("sweep_erasures", *options, stdout=out)
        return out.getvalue()

    erase(session)
    Log("web-a").turn("متأخر")
    assert said().startswith("5 events")
    Erasure.objects.update(swept_at=datetime.now(UTC))
    Log("web-a").turn("من نسخة احتياطية")
    assert said().startswith("0 events")
    assert said("--all").startswith("5 events")
    assert rows_of("web-a") == NOTHING
