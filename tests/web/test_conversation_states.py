"""Turns that wait or failed: what the visitor is shown of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.web.log_rows import Log
from tests.web.stub_answers import message

pytestmark = pytest.mark.usefixtures("database")

APOLOGY = [message("أعتذر", metadata={"utter_action": "utter_apology"})]


@pytest.fixture
def log() -> Log:
    """The log of a session that has begun."""
    from web.chat.models import Session

    session = Session.objects.create(sender_id="web-a")
    log = Log(session.sender_id)
    log.begin()
    return log


def turns(log: Log, limit: int = 50, before: int | None = None) -> Any:
    from web.chat.conversation import turns_of

    return turns_of(log.sender_id, limit, before)


def waiting(key: str, **fields: Any) -> Any:
    from django.utils.timezone import now

    from web.chat.models import PendingMessage, Session

    fields = {"text": "ما زال ينتظر", "at": now(), "fingerprint": "f" * 64, **fields}
    return PendingMessage.objects.create(session=Session.objects.get(), key=key, **fields)


def test_messages_that_wait_are_pending_and_stand_last(log: Log) -> None:
    log.turn("سؤال", key="key-done-1")
    waiting("key-wait-1")
    page = turns(log)
    assert page.pending == ("key-wait-1",)
    assert [(turn.key, turn.state, turn.asked.text) for turn in page.turns] == [
        ("key-done-1", "answered", "سؤال"),
        ("key-wait-1", "pending", "ما زال ينتظر"),
    ]


def test_a_message_that_waits_too_long_was_lost_with_its_process(log: Log) -> None:
    from django.utils.timezone import now

    waiting("key-lost-1", at=now() - timedelta(hours=1))
    page = turns(log)
    assert (page.pending, [turn.state for turn in page.turns]) == ((), ["failed"])


def test_a_failed_message_keeps_what_was_asked(log: Log) -> None:
    log.turn("سؤال", [], key="key-fail-1")
    (turn,) = turns(log).turns
    assert (turn.key, turn.state, turn.asked.text, turn.replies) == ("key-fail-1", "failed", "سؤال", ())


def test_an_apology_of_a_failed_turn_is_a_failure(log: Log) -> None:
    log.turn("سؤال", APOLOGY, key="key-sorry-1")
    (turn,) = turns(log).turns
    assert (turn.state, turn.asked.text, [reply.text for reply in turn.replies]) == (
        "failed",
        "سؤال",
        ["أعتذر"],
    )


def test_a_failed_message_that_is_asked_again_is_shown_once(log: Log) -> None:
    log.turn("سؤال", APOLOGY, key="key-again-1")
    waiting("key-again-1", text="سؤال")
    assert [(turn.key, turn.state) for turn in turns(log).turns] == [("key-again-1", "pending")]


def test_messages_that_wait_are_not_on_earlier_pages(log: Log) -> None:
    for number in range(4):
        log.turn(f"سؤال {number}", key=f"key-page-{number}")
    waiting("key-wait-1")
    latest = turns(log, 2)
    earlier = turns(log, 2, int(latest.before))
    assert [turn.key for turn in latest.turns] == ["key-page-2", "key-page-3", "key-wait-1"]
    assert [turn.key for turn in earlier.turns] == ["key-page-0", "key-page-1"]
