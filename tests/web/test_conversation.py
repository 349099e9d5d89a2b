"""The conversation that a visitor is shown, from web's record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.log_rows import Log
from tests.web.stub_answers import HEADINGS, SECTION, answer, button, listing, message, point

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


def test_a_turn_is_a_question_and_what_was_said_to_it(log: Log) -> None:
    log.turn("مرحبا", key="key-one-1")
    log.turn("سؤالان", [point("أول"), point("ثان")], key="key-two-2")
    first, second = turns(log).turns
    assert (first.key, first.asked.text, first.asked.title, first.state) == (
        "key-one-1",
        "مرحبا",
        None,
        "answered",
    )
    assert [reply.text for reply in first.replies] == ["أهلا بك! مرحبا"]
    assert [reply.kind for reply in second.replies] == ["point", "point"]
    assert first.asked.at == "2027-01-15T08:00:03.000Z"
    assert first.asked.at < first.replies[0].at < second.asked.at


def test_an_empty_log_is_an_empty_page(log: Log) -> None:
    page = turns(log)
    assert page.as_json() == {"turns": [], "before": None, "pending": []}


def test_what_others_said_is_not_shown(log: Log) -> None:
    Log("web-b").turn("سر")
    Log("web-a-b").turn("سر")
    log.turn("سؤالي")
    assert [turn.asked.text for turn in turns(log).turns] == ["سؤالي"]


def test_pages_lead_back_to_the_first_turn(log: Log) -> None:
    for number in range(7):
        log.turn(f"سؤال {number}")
    found, before, pages = [], None, 0
    while pages == 0 or before:
        page = turns(log, 3, int(before) if before else None)
        found = [*(turn.asked.text for turn in page.turns), *found]
        before, pages = page.before, pages + 1
    assert (pages, found) == (3, [f"سؤال {number}" for number in range(7)])


def test_a_cursor_stays_good_while_more_is_asked(log: Log) -> None:
    for number in range(4):
        log.turn(f"سؤال {number}")
    before = int(turns(log, 2).before)
    log.turn("جديد")
    assert [turn.asked.text for turn in turns(log, 2, before).turns] == ["سؤال 0", "سؤال 1"]


def test_a_cursor_beyond_the_end_is_the_latest_page(log: Log) -> None:
    log.turn("سؤال")
    assert [turn.asked.text for turn in turns(log, 5, 10**8).turns] == ["سؤال"]


def test_a_press_shows_the_title_that_the_button_had(log: Log) -> None:
    log.turn("عدد", key="key-list-1")
    payload = button("", "sme-roles/economic/p-2")["payload"]
    log.press(payload, [point("ثان")])
    pressed = turns(log).turns[1]
    assert (pressed.asked.text, pressed.asked.title) == ("", HEADINGS[1])


def test_a_press_finds_its_button_on_an_earlier_page(log: Log) -> None:
    log.turn("عدد")
    for number in range(3):
        log.turn(f"سؤال {number}")
    log.press(button("", "sme-roles/economic/p-3")["payload"])
    (pressed,) = turns(log, 1).turns
    assert pressed.asked.title == HEADINGS[2]


def test_a_button_that_was_renamed_has_the_title_it_was_pressed_by(log: Log) -> None:
    old, new = button("قديم", "a/b"), button("جديد", "a/b")
    log.turn("أ", [message("نص", [old])])
    log.press(old["payload"])
    log.turn("ب", [message("نص", [new])])
    log.press(old["payload"])
    assert [turn.asked.title for turn in turns(log).turns] == [None, "قديم", None, "جديد"]


def test_a_press_of_an_unknown_button_is_called_by_its_sources_heading(log: Log) -> None:
    log.press(button("", "sme-roles/economic/p-1")["payload"], [point("أول")])
    log.press(button("", "never/shown")["payload"], [message("لا أعرفه")])
    assert [turn.asked.title for turn in turns(log).turns] == [HEADINGS[0], None]


def test_a_suggested_section_that_no_button_showed_is_called_by_its_heading(log: Log) -> None:
    listed = listing("الأدوار")
    listed["metadata"]["evidence"]["citations"][0]["passage_id"] = "sme-roles/economic"
    log.press(button("", "sme-roles/economic")["payload"], [listed])
    (pressed,) = turns(log).turns
    assert pressed.asked.title == SECTION


def test_a_text_that_looks_like_a_payload_is_a_text(log: Log) -> None:
    log.turn('/show_passage{"passage_id": "a/b"}', [message("نص")])
    (turn,) = turns(log).turns
    assert (turn.asked.text, turn.asked.title) == ('/show_passage{"passage_id": "a/b"}', None)


def test_feedback_stands_beside_its_answer(log: Log) -> None:
    from web.chat.models import BotMessage, Feedback

    log.turn("سؤال", key="key-liked-1")
    Feedback.objects.create(answer=BotMessage.objects.get(), verdict="down", reason="wrong")
    (turn,) = turns(log).turns
    assert turn.as_json()["replies"][0]["feedback"] == {"verdict": "down", "reason": "wrong", "comment": None}


def test_a_page_takes_as_many_queries_as_any_other(log: Log) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(40):
        log.turn(f"سؤال {number}")
    counts = []
    for limit in (2, 40):
        with CaptureQueriesContext(connection) as captured:
            assert len(turns(log, limit).turns) == limit
        counts.append(len(captured))
    assert counts == [4, 4]


def test_the_stub_says_what_rasa_says(log: Log) -> None:
    """The answers that these tests stand on have the evidence of every kind."""
    assert {
        each["metadata"].get("evidence", {}).get("kind")
        for said in ("عدد", "طقس", "س")
        for each in answer(said)
    } == {
        "list",
        "none",
        "point",
    }
