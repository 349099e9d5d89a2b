"""The demonstration: what is said in it, when, and that it never comes near a real log."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from arabic.private import has_private
from terminal.demo import demo_settings
from terminal.settings import read_settings
from tests.web.log_rows import Log
from web.environment import DEMONSTRATION, read_environment
from web.review.demo.conversations import read_patterns, scripts

SECRETS = {"DALEEL_SECRET_KEY": "k" * 32, "DALEEL_CHANNEL_SECRET": "c" * 16}


def test_scripts_are_many_and_the_same_for_the_same_dice() -> None:
    drawn = list(scripts(300, random.Random(1)))
    assert drawn == list(scripts(300, random.Random(1)))
    assert len(set(drawn)) > 150
    assert {each.surface for each in drawn} == {"web", "telegram"}
    lines = [line for each in drawn for line in each.lines]
    assert not [line for line in lines if set(line) & set("{|}")]
    assert sum(has_private(line) for line in lines) > 20
    assert all(pattern.lines and pattern.weight > 0 for pattern in read_patterns())


def test_a_heading_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "conversations.txt"
    file.write_text("5 radio\nمرحبا\n", encoding="utf-8")
    with pytest.raises(ValueError, match="5 radio"):
        read_patterns(file)


def test_it_is_made_in_its_own_databases_whatever_else_is_set() -> None:
    set_otherwise = {"DATABASE_URL": "postgresql://u:p@host/real", "DALEEL_TELEGRAM_TOKEN": "1:abcdefghij"}
    settings = demo_settings(read_settings(Path.cwd(), set_otherwise))
    environment = read_environment({**settings.values, **SECRETS})
    assert environment.is_demonstration
    assert environment.telegram.token == ""


@pytest.mark.parametrize(
    ("database", "tracker"),
    [
        ("", ""),
        (f"sqlite:///{DEMONSTRATION}/web.db", "var/other.db"),
        ("sqlite:///var/web.db", "var/demo/tracker.db"),
        ("postgresql://u:p@host/demo", ""),
        (f"sqlite:///{DEMONSTRATION}-of-mine/web.db", "var/demo/tracker.db"),
    ],
)
def test_other_databases_are_no_demonstration(database: str, tracker: str) -> None:
    environ = {**SECRETS, "DATABASE_URL": database, "DALEEL_TRACKER_DB": tracker}
    assert not read_environment(environ).is_demonstration


def test_the_command_refuses_a_real_database(database: None) -> None:
    from django.core.management import CommandError, call_command

    from web.chat.models import Session

    with pytest.raises(CommandError, match="make demo-data"):
        call_command("demo_data")
    assert not Session.objects.exists()


def test_people_come_in_order_within_two_weeks_and_by_day() -> None:
    from web.review.demo.conversations import DAYS, HOURS, beginnings

    now = datetime(2026, 3, 20, 15, 30, tzinfo=UTC)
    found = beginnings(400, now, random.Random(2))
    assert found == sorted(found)
    assert found[0] >= now - timedelta(days=DAYS + 1)
    assert found[-1] < now.replace(hour=0, minute=0)
    assert {at.hour for at in found} == set(HOURS)
    assert len({at.date() for at in found}) == DAYS


def test_a_conversation_is_moved_whole_and_its_second_day_is_a_day_later(either_database: str) -> None:
    from web.chat.models import BotMessage, Conversation, Feedback, Message, Session
    from web.review.demo.conversations import Held, spread

    session = Session.objects.create(sender_id="web-demo-a")
    log = Log("web-demo-a", count(1_900_000_000.0))
    for number in range(3):
        log.turn("س", key=f"key-number-{number}")
    first = BotMessage.objects.order_by("pk")[0]
    Feedback.objects.create(answer=first, verdict="up")
    held = Held(session)
    held.parts = [2, 1]
    begins = datetime(2026, 3, 10, 9, tzinfo=UTC)
    spread(held, begins, random.Random(3))

    messages = list(Message.objects.order_by("event_id"))
    asked = [message.at for message in messages]
    assert asked[0] == begins - timedelta(days=1)
    assert timedelta(0) < asked[1] - asked[0] < timedelta(minutes=10)
    assert timedelta(days=1) < asked[2] - asked[1] < timedelta(days=1, minutes=10)
    assert {message.answered_at - message.at for message in messages} == {timedelta(seconds=3)}
    conversation = Conversation.objects.get()
    assert (conversation.started_at, conversation.last_at) == (asked[0], messages[-1].answered_at)
    assert Feedback.objects.get().changed_at == messages[0].answered_at + timedelta(seconds=9)
