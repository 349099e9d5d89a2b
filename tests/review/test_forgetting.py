"""What is erased, or grows old, is gone from every table; what is judged anew is counted anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count
from typing import Any

import pytest

from tests.web.log_rows import Log

DAY = 86_400.0


@pytest.fixture
def talked(either_database: str) -> Callable[..., Any]:
    """A conversation in the log and in web's tables: talked("web-a", days_ago=3); it returns its session."""

    def talk(sender_id: str, *, days_ago: float = 0.0, surface: str = "web") -> Any:
        from web.chat.models import Session

        session, _ = Session.objects.get_or_create(sender_id=sender_id, defaults={"surface": surface})
        log = Log(sender_id, count(time.time() - days_ago * DAY))
        log.begin()
        log.turn("ما دور المنشأة؟", key=f"key-{time.monotonic_ns()}")
        at = datetime.now(UTC) - timedelta(days=days_ago)
        Session.objects.filter(pk=session.pk).update(last_seen_at=at)
        return session

    return talk


def staff_work_on(sender_id: str) -> None:
    """One row of each kind about the conversation and its first message."""
    from django.contrib.auth.models import User

    from web.review.models import Assignment, Flag, Message, Note, Reviewed, Tag, Tagging, Verdict

    by, _ = User.objects.get_or_create(username="rim")
    tag, _ = Tag.objects.get_or_create(name="ضرائب", defaults={"by": by})
    event_id = Message.objects.filter(conversation_id=sender_id).earliest("event_id").event_id
    about = {"sender_id": sender_id, "by": by}
    Tagging.objects.create(tag=tag, event_id=event_id, **about)
    Flag.objects.create(event_id=event_id, **about)
    Note.objects.create(event_id=event_id, text="اتصل به", **about)
    Verdict.objects.create(event_id=event_id, judgement="wrong", **about)
    Assignment.objects.create(to=by, **about)
    Reviewed.objects.create(last_event_id=event_id, **about)


def staff_rows(sender_id: str) -> dict[str, int]:
    from web.review.forgetting import STAFFS

    found = {model.__name__: model.objects.filter(sender_id=sender_id).count() for model in STAFFS}
    return {name: rows for name, rows in found.items() if rows}


ALL_STAFF = {"Tagging": 1, "Flag": 1, "Note": 1, "Verdict": 1, "Assignment": 1, "Reviewed": 1}


def senders() -> list[str]:
    from web.review.models import Conversation

    return sorted(Conversation.objects.values_list("sender_id", flat=True))


def test_an_erased_conversation_leaves_every_table(talked: Callable[..., Any]) -> None:
    from web.chat.erase import erase_sender
    from web.review.search import messages_matching

    for sender_id in ("web-a", "web-b"):
        talked(sender_id)
        staff_work_on(sender_id)
    removed = erase_sender("web-a")
    assert senders() == ["web-b"]
    assert staff_rows("web-a") == {}
    assert staff_rows("web-b") == ALL_STAFF
    assert messages_matching("المنشات").count() == 1
    assert removed["chat_message"] == removed["chat_botmessage"] == removed["review_note"] == 1
    assert removed["events"] >= 5


def test_what_is_old_expires(talked: Callable[..., Any]) -> None:
    from web.chat.models import Session, TrackerEvent
    from web.review.models import Conversation
    from web.review.privacy import expire

    talked("web-old", days_ago=40)
    talked("web-long", days_ago=40)
    staff_work_on("web-old")
    staff_work_on("web-long")
    talked("web-long", days_ago=2)
    talked("web-new", days_ago=1)
    assert Conversation.objects.get(pk="web-long").message_count == 2

    receipt = expire(30, "test")
    assert receipt is not None
    assert (receipt.conversations, receipt.subject, receipt.fingerprint) == (1, "expired", "")
    assert receipt.removed["chat_message"] == 2
    assert senders() == ["web-long", "web-new"]
    assert not Session.objects.filter(sender_id="web-old").exists()
    assert Session.objects.filter(sender_id="web-long").exists()
    long = Conversation.objects.get(pk="web-long")
    assert long.message_count == 1
    assert long.started_at > datetime.now(UTC) - timedelta(days=3)
    assert staff_rows("web-old") == {}
    assert staff_rows("web-long") == {"Assignment": 1, "Reviewed": 1}
    first = TrackerEvent.objects.filter(sender_id="web-long").earliest("id")
    assert first.action_name == "action_session_start"
    assert expire(30, "test") is None


def test_a_person_of_telegrams_is_erased_in_every_chat_with_a_receipt(talked: Callable[..., Any]) -> None:
    from django.core.management import call_command

    from web.review.models import ErasureReceipt
    from web.review.privacy import receipts_for
    from web.telegram.models import Conversation as TelegramConversation
    from web.telegram.models import StoredUpdate

    for sender_id, chat_id, user_id in (("telegram-a", 7, 7), ("telegram-b", -9, 7), ("telegram-c", -9, 8)):
        session = talked(sender_id, surface="telegram")
        TelegramConversation.objects.create(chat_id=chat_id, user_id=user_id, session=session)
        StoredUpdate.objects.create(update_id=abs(hash(sender_id)) % 10**9, chat_id=chat_id, user_id=user_id)
    out = StringIO()
    call_command("erase_person", "7", stdout=out)
    assert senders() == ["telegram-c"]
    assert list(TelegramConversation.objects.values_list("user_id", flat=True)) == [8]
    assert list(StoredUpdate.objects.values_list("user_id", flat=True)) == [8]
    receipt = ErasureReceipt.objects.get()
    assert str(receipt.id) in out.getvalue()
    assert (receipt.conversations, receipt.removed["telegram_storedupdate"]) == (2, 2)
    assert receipt.removed["chat_conversation"] == 2
    assert list(receipts_for("telegram", "7")) == [receipt]
    assert not receipts_for("telegram", "8").exists()
    StoredUpdate.objects.all().delete()


def test_nothing_kept_is_said_and_leaves_no_receipt(either_database: str) -> None:
    from django.core.management import CommandError, call_command

    from web.review.models import ErasureReceipt

    with pytest.raises(CommandError, match="nothing is kept of web-nobody"):
        call_command("erase_person", "web-nobody")
    with pytest.raises(CommandError, match="nothing is kept of 12345"):
        call_command("erase_person", "12345")
    assert not ErasureReceipt.objects.exists()
