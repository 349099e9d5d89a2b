"""A conversation to keep, as text and as JSON."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.web.log_rows import Log
from tests.web.stub_answers import DOCUMENT, QUOTE, SECTION, button, message, point

pytestmark = pytest.mark.usefixtures("database")

SAVED_AT = datetime(2027, 1, 15, 9, 30, tzinfo=UTC)


@pytest.fixture
def log() -> Log:
    """The log of a session."""
    from web.chat.models import Session

    return Log(Session.objects.create(sender_id="web-a").sender_id)


def kept(log: Log) -> Any:
    from web.chat.transcript import all_turns

    return asyncio.run(all_turns(log.sender_id))


def text_of(log: Log) -> str:
    from web.chat.transcript import as_text

    return as_text(kept(log), SAVED_AT)


def test_the_text_reads_like_the_conversation(log: Log) -> None:
    offered = [button("نعم", "a/b"), button("لا", "a/c")]
    log.turn("ما دورها؟", [point("الدور"), message("أتريد غيره؟", offered)])
    log.press(offered[0]["payload"], [point("نعم")])
    line = "\u2500" * 24
    assert text_of(log) == (
        "\ufeffمحادثة مع دليل\n"
        "حُفظت في 2027-01-15 09:30، والأوقات كلها بالتوقيت العالمي (UTC).\n\n"
        f"{line}\nأنت [2027-01-15 08:00]:\nما دورها؟\n\n"
        "دليل [2027-01-15 08:00]:\n"
        f"جاء في المصدر عن «الدور»:\n\n{QUOTE}\n\nالمصدر: {DOCUMENT} — {SECTION}\n\n"
        "دليل [2027-01-15 08:00]:\nأتريد غيره؟\nخيارات: نعم، لا\n\n"
        f"{line}\nأنت [2027-01-15 08:00]:\n(زر) نعم\n\n"
        f"دليل [2027-01-15 08:00]:\nجاء في المصدر عن «نعم»:\n\n{QUOTE}\n\nالمصدر: {DOCUMENT} — {SECTION}\n"
    )


def test_a_list_does_not_name_its_points_twice(log: Log) -> None:
    log.turn("عدد")
    assert "خيارات" not in text_of(log)


def test_an_unanswered_question_says_so(log: Log) -> None:
    log.turn("سؤال", [])
    assert text_of(log).rstrip().endswith("(لم يصل جواب عن هذا السؤال.)")


def test_an_empty_conversation_says_so(log: Log) -> None:
    assert text_of(log).rstrip().endswith("لا كلام في هذه المحادثة بعد.")
    assert kept(log) == ()


def test_the_json_holds_the_turns_of_the_history(log: Log) -> None:
    from web.chat.conversation import turns_of
    from web.chat.transcript import as_json

    log.turn("عدد", key="key-list-1")
    body = json.loads(as_json(kept(log), SAVED_AT))
    history = json.loads(json.dumps(turns_of(log.sender_id, 50).as_json()))
    assert body == {"saved_at": "2027-01-15T09:30:00.000Z", "turns": history["turns"]}


def test_a_long_conversation_is_read_page_by_page_to_its_first_turn(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.chat import transcript

    for number in range(7):
        log.turn(f"سؤال {number}")
    monkeypatch.setattr(transcript, "PAGE_TURNS", 3)
    assert [turn.asked.text for turn in kept(log)] == [f"سؤال {number}" for number in range(7)]


def test_only_the_latest_turns_of_a_very_long_conversation_are_kept_and_that_is_said(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.chat import transcript

    for number in range(9):
        log.turn(f"سؤال {number}")
    monkeypatch.setattr(transcript, "PAGE_TURNS", 3)
    monkeypatch.setattr(transcript, "MAX_TURNS", 4)
    text = text_of(log)
    assert "وهذه آخر 4 من أسئلتها" in text
    assert [turn.asked.text for turn in kept(log)] == [f"سؤال {number}" for number in range(5, 9)]
