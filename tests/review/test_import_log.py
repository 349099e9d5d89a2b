"""Conversations that stand in Rasa's log alone are taken into the record, whatever is in the log, once."""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.review.both import empty
from tests.review.random_log import logs, recorded, write
from tests.web.log_rows import NOON, Log
from tests.web.stub_answers import answer, message

SLOW = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
RUN = settings(max_examples=30, deadline=None, suppress_health_check=SLOW)


@pytest.fixture
def log(either_database: str) -> Log:
    """A log from before web kept a record."""
    return Log("web-a", is_recorded=False)


def take() -> int:
    from web.chat.import_log import import_log

    return sum(import_log())


def messages() -> list[Any]:
    from web.chat.models import Message

    return list(Message.objects.order_by("event_id"))


@RUN
@given(rows=logs(), pieces=st.integers(1, 3))
def test_whatever_is_in_the_log_every_message_is_taken_once(
    either_database: str, rows: list[dict[str, Any]], pieces: int
) -> None:
    empty()
    write(rows)
    asked = [
        row
        for row in rows
        if row["type_name"] == "user"
        and row["intent_name"] != "session_start"
        and row["sender_id"] != "replay-e"
    ]
    assert take() == len(asked)
    before = recorded()
    assert {each["sender_id"] for each in before["conversations"]} == {row["sender_id"] for row in asked}
    assert take() == 0
    assert recorded() == before


def test_a_turn_is_taken_as_it_would_have_been_recorded(either_database: str) -> None:
    from web.chat.models import Conversation

    live = Log("web-a")
    live.begin()
    live.turn("مرحبا", key="key-one-1")
    live.turn("عدد الأدوار")
    live.press(answer("عدد")[0]["buttons"][1]["payload"], answer("ثان"))
    live.turn("طقس")

    def without_numbers() -> list[Any]:
        found = recorded()
        unlike = ("event_id", "rasa_milliseconds", "last_event_id")
        for row in (*found["messages"], *found["conversations"]):
            for name in unlike:
                row.pop(name, None)
        return [found["messages"], found["conversations"], [each[1:] for each in found["said"]]]

    before = without_numbers()
    Conversation.objects.all().delete()
    assert take() == 4
    assert without_numbers() == before


def test_what_web_recorded_itself_is_not_taken_again(either_database: str) -> None:
    live = Log("web-a")
    live.turn("سؤال", key="key-one-1")
    assert take() == 0
    live.is_recorded = False
    live.turn("سؤال آخر")
    assert take() == 1
    assert [each.text for each in messages()] == ["سؤال", "سؤال آخر"]


def test_of_a_question_that_was_asked_again_the_last_keeps_the_key(log: Log) -> None:
    apology = [message("أعتذر", metadata={"utter_action": "utter_apology"})]
    log.turn("سؤال", apology, key="key-again-1")
    log.turn("سؤال", key="key-again-1")
    assert take() == 2
    first, second = messages()
    assert (first.kind, second.kind) == ("failed", "point")
    assert first.key != second.key == "key-again-1"
    assert take() == 0


def test_rasas_own_beginnings_and_what_nobody_said_are_left_out(log: Log) -> None:
    log.begin()
    log.turn("قبل")
    log.begin()
    log.row("user", text="/session_start", parse_data={"intent": {"name": "session_start"}}, message_id="1")
    log.turn("بعد")
    for sender_id in ("replay-1", "bench-1", "retrieval-1", "greeting-1"):
        Log(sender_id, is_recorded=False).turn("سؤال")
    assert take() == 2
    assert [each.text for each in messages()] == ["قبل", "بعد"]


def test_the_language_is_the_one_that_was_spoken(log: Log) -> None:
    log.turn("hello")
    log.row("slot", name="language", value="en")
    log.turn("again")
    take()
    assert [each.language for each in messages()] == ["en", "en"]


def test_damaged_rows_are_read_as_far_as_they_can_be(log: Log) -> None:
    from web.chat.models import TrackerEvent

    log.turn("سليم")
    odd = json.dumps({"text": ["x"], "metadata": 7, "parse_data": {"intent": 3}})
    for type_name in ("user", "bot", "slot"):
        for data in (None, "{", "[1]", odd, "[" * 100_000):
            TrackerEvent.objects.create(
                sender_id="web-a", type_name=type_name, data=data, action_name="language"
            )
    log.turn("سليم أيضا")
    assert take() == 7
    assert (messages()[-1].text, messages()[-1].kind) == ("سليم أيضا", "point")


def test_what_was_erased_does_not_come_back(log: Log) -> None:
    from web.chat.models import Erasure

    log.turn("سؤال")
    Erasure.objects.create(sender_id="web-a")
    assert take() == 0


def test_a_visitor_of_the_web_goes_on_with_the_same_token(either_database: str) -> None:
    from web.chat.authentication import web_session
    from web.chat.models import Session

    session = web_session(uuid.uuid4())
    Log(session.sender_id, is_recorded=False).turn("سؤال")
    Log("telegram-a", is_recorded=False).turn("سؤال")
    take()
    found = Session.objects.get()
    assert (found.id, found.sender_id) == (session.id, session.sender_id)
    assert found.last_seen_at.timestamp() == NOON


def test_feedback_of_the_former_database_is_taken_over(log: Log, tmp_path: Path) -> None:
    from django.core.management import CommandError, call_command

    from web.chat.models import BotMessage, Conversation, Feedback

    log.turn("سؤال")
    take()
    answer_id = BotMessage.objects.get().answer_id
    former = tmp_path / "web.db"
    with closing(sqlite3.connect(former)) as connection:
        connection.execute("CREATE TABLE chat_feedback (answer_id, verdict, reason, comment, created_at)")
        rows = [(answer_id, "down", "wrong", "خطأ", "2026-03-01 10:00:00.5"), ("gone", "up", "", "", "")]
        connection.executemany("INSERT INTO chat_feedback VALUES (?, ?, ?, ?, ?)", rows)
        connection.commit()
    for _ in range(2):
        out = StringIO()
        call_command("import_log", feedback=former, stdout=out)
    assert out.getvalue().splitlines()[1] == "0 judgements of answers."
    given = Feedback.objects.get()
    assert (given.answer_id, given.verdict, given.comment) == (answer_id, "down", "خطأ")
    assert given.created_at.isoformat() == "2026-03-01T10:00:00.500000+00:00"
    assert (messages()[0].feedback, Conversation.objects.get().thumbs_down) == ("down", 1)
    (tmp_path / "text").write_text("no database", encoding="utf-8")
    for wrong in (tmp_path / "none", tmp_path / "text"):
        with pytest.raises(CommandError, match=str(wrong)):
            call_command("import_log", feedback=wrong, stdout=out)
