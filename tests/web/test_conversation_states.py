"""Turns that wait, failed, or were answered late: what the visitor is shown of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.web.log_rows import Log
from tests.web.stub_answers import message

pytestmark = pytest.mark.usefixtures("database")


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


def turn_row(log: Log, key: str, **fields: Any) -> Any:
    from web.chat.models import Session, Turn

    session = Session.objects.get(sender_id=log.sender_id)
    return Turn.objects.create(session=session, key=key, fingerprint="f" * 64, **fields)


def test_turns_that_wait_are_pending_and_have_no_text(log: Log) -> None:
    log.turn("سؤال", key="key-done-1")
    turn_row(log, "key-done-1", state="answered")
    turn_row(log, "key-wait-1")
    page = turns(log)
    assert page.pending == ("key-wait-1",)
    assert {(turn.key, turn.state, turn.asked.text) for turn in page.turns} == {
        ("key-done-1", "answered", "سؤال"),
        ("key-wait-1", "pending", ""),
    }


def test_a_turn_that_waits_too_long_was_lost_with_its_process(log: Log) -> None:
    from django.utils.timezone import now

    from web.chat.models import Turn

    row = turn_row(log, "key-lost-1")
    Turn.objects.filter(pk=row.pk).update(created_at=now() - timedelta(hours=1))
    page = turns(log)
    assert (page.pending, [turn.state for turn in page.turns]) == ((), ["failed"])


def test_a_turn_that_rasa_never_got_is_failed(log: Log) -> None:
    turn_row(log, "key-fail-1", state="failed")
    (turn,) = turns(log).turns
    assert (turn.key, turn.state, turn.replies) == ("key-fail-1", "failed", ())


def test_an_answer_that_came_after_web_gave_up_is_an_answer(log: Log) -> None:
    turn_row(log, "key-late-1", state="failed")
    log.turn("سؤال", key="key-late-1")
    (turn,) = turns(log).turns
    assert (turn.key, turn.state, len(turn.replies)) == ("key-late-1", "answered", 1)


def test_an_apology_of_a_failed_turn_is_a_failure(log: Log) -> None:
    turn_row(log, "key-sorry-1", state="failed")
    log.turn("سؤال", [message("أعتذر", metadata={"utter_action": "utter_apology"})], key="key-sorry-1")
    (turn,) = turns(log).turns
    assert (turn.state, turn.asked.text, [reply.text for reply in turn.replies]) == (
        "failed",
        "سؤال",
        ["أعتذر"],
    )


def test_a_question_that_was_asked_again_is_shown_once(log: Log) -> None:
    log.turn("سؤال", [message("أعتذر", metadata={"utter_action": "utter_apology"})], key="key-again-1")
    log.turn("بينهما", key="key-other-1")
    log.turn("سؤال", key="key-again-1")
    assert [(turn.key, turn.replies[0].kind) for turn in turns(log).turns] == [
        ("key-other-1", "point"),
        ("key-again-1", "point"),
    ]


def test_failed_turns_stand_on_the_page_of_their_time(log: Log) -> None:
    from datetime import UTC, datetime

    from tests.web.log_rows import NOON
    from web.chat.models import Turn

    for number in range(4):
        log.turn(f"سؤال {number}", key=f"key-page-{number}")
    for seconds, key in ((9.5, "key-early"), (24.5, "key-later")):
        row = turn_row(log, key, state="failed")
        Turn.objects.filter(pk=row.pk).update(created_at=datetime.fromtimestamp(NOON + seconds, UTC))
    latest = turns(log, 2)
    earlier = turns(log, 2, int(latest.before))
    assert [turn.key for turn in latest.turns] == ["key-page-2", "key-page-3", "key-later"]
    assert [turn.key for turn in earlier.turns] == ["key-page-0", "key-page-1", "key-early"]
