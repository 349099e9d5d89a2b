"""What a visitor thinks of an answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.log_rows import Log

pytestmark = pytest.mark.usefixtures("database")

ID = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def session() -> Any:
    """A session with one answer."""
    from web.chat.models import BotMessage, Session

    session = Session.objects.create(sender_id="web-a")
    Log("web-a").turn("سؤال")
    BotMessage.objects.update(answer_id=ID)
    return session


def form(verdict: Any = "up", **fields: Any) -> dict[str, Any]:
    return {"answer_id": ID, "verdict": verdict, **fields}


def judge(session: Any, form: dict[str, Any]) -> dict[str, Any]:
    from web.chat.feedback import judge, read_judgement

    judged = read_judgement(form)
    judge(session, judged)
    return judged.as_json()


def kept() -> list[tuple[str, str, str]]:
    from web.chat.models import Feedback

    return list(Feedback.objects.values_list("verdict", "reason", "comment"))


def counted(verdict: str) -> float:
    from web.operations.metrics import REGISTRY

    return REGISTRY.get_sample_value("daleel_feedback_total", {"verdict": verdict}) or 0.0


def code_of(form: dict[str, Any], session: Any = None) -> tuple[str, int]:
    from web.api.errors import ApiError

    with pytest.raises(ApiError) as caught:
        judge(session, form)
    return caught.value.code, caught.value.status


def test_a_judgement_is_kept_and_given_back(session: Any) -> None:
    given = form("down", reason="incomplete", comment="  ينقصه المثال\n")
    assert judge(session, given) == {
        "answer_id": ID,
        "verdict": "down",
        "reason": "incomplete",
        "comment": "ينقصه المثال",
    }
    assert kept() == [("down", "incomplete", "ينقصه المثال")]


def test_the_last_word_counts_and_all_of_it(session: Any) -> None:
    judge(session, form("down", reason="wrong", comment="خطأ"))
    assert judge(session, form("up")) == {"answer_id": ID, "verdict": "up", "reason": None, "comment": None}
    assert kept() == [("up", "", "")]


def test_none_takes_it_back_also_twice(session: Any) -> None:
    judge(session, form("down", reason="wrong"))
    for _ in range(2):
        given = form("none", reason="wrong", comment="خطأ")
        assert judge(session, given) == {"answer_id": ID, "verdict": "none", "reason": None, "comment": None}
        assert kept() == []


def test_changes_are_counted_and_repetitions_are_not(session: Any) -> None:
    before = {verdict: counted(verdict) for verdict in ("up", "down", "none")}
    for verdict in ("up", "up", "down", "none", "none"):
        judge(session, form(verdict))
    assert {verdict: counted(verdict) - before[verdict] for verdict in before} == {
        "up": 1,
        "down": 1,
        "none": 1,
    }


@pytest.mark.parametrize("answer_id", ["f" * 32, "../../etc/passwd", "\x00", "' OR 1=1 --", "٣", "\ud800"])
def test_an_answer_that_is_not_there_is_unknown(session: Any, answer_id: str) -> None:
    assert code_of({**form(), "answer_id": answer_id}, session) == ("answer_unknown", 404)


def test_the_answer_of_another_session_is_unknown(session: Any) -> None:
    from web.chat.models import Session

    other = Session.objects.create(sender_id="web-b")
    assert code_of(form(), other) == ("answer_unknown", 404)
    assert kept() == []


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {"answer_id": ID},
        {"verdict": "up"},
        form("UP"),
        form(None),
        form(["up"]),
        form({"up": 1}),
        form(reason="rude"),
        form(reason=7),
        form(reason=[]),
        form(comment=7),
        form(comment="x" * 501),
        form(more=1),
        {**form(), "answer_id": ""},
        {**form(), "answer_id": "x" * 65},
        {**form(), "answer_id": 7},
        {**form(), "answer_id": [ID]},
    ],
    ids=repr,
)
def test_another_form_is_refused(session: Any, damaged: dict[str, Any]) -> None:
    assert code_of(damaged, session) == ("bad_form", 400)
    assert kept() == []


def test_a_comment_keeps_its_lines_and_loses_what_no_database_takes(session: Any) -> None:
    judge(session, form("down", comment="سطر\nآخر\x00\x1b[31m\ud83d"))
    assert kept() == [("down", "", "سطر\nآخر[31m")]


def test_a_comment_of_blanks_is_none(session: Any) -> None:
    assert judge(session, form(comment=" \n\t"))["comment"] is None


def test_a_comment_of_five_hundred_characters_is_kept_whole(session: Any) -> None:
    judge(session, form(comment="ع" * 500))
    assert kept() == [("up", "", "ع" * 500)]


def test_a_judgement_is_counted_in_the_message_and_the_conversation(session: Any) -> None:
    from web.chat.models import Conversation, Message

    def counted_now() -> tuple[str, int, int]:
        conversation = Conversation.objects.get()
        return Message.objects.get().feedback, conversation.thumbs_up, conversation.thumbs_down

    assert counted_now() == ("", 0, 0)
    judge(session, form("down"))
    assert counted_now() == ("down", 0, 1)
    judge(session, form("up"))
    assert counted_now() == ("up", 1, 0)
    judge(session, form("none"))
    assert counted_now() == ("", 0, 0)
