"""What the projection reads out of the log, and that web keeps up with it by itself."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from tests.web.log_rows import NOON, Log
from tests.web.web_process import WebProcess

Fields = dict[str, Any]


@pytest.fixture
def log(either_database: str) -> Log:
    return Log("web-a")


def bot(text: str = "جواب", **metadata: Any) -> Fields:
    return {"text": text, "buttons": [], "metadata": metadata}


def evidence(**fields: Any) -> Fields:
    """An answer found by a search, as the actions log it."""
    found = {
        "kind": "point",
        "asked": "س",
        "query": "س",
        "confidence": 0.9,
        "answer_id": "a1",
        "citations": [],
    }
    return {"evidence": {**found, "hits": [{"id": "d/s/p"}], **fields}}


def cited(section: str, passage_id: str) -> Fields:
    return {"document": "كتاب", "section": section, "passage_id": passage_id, "quote": "نص"}


def project() -> None:
    from web.review.projection import take_new

    while take_new():
        pass


def message(event_id: int | None = None) -> Any:
    from web.review.models import Message

    return Message.objects.latest("event_id") if event_id is None else Message.objects.get(pk=event_id)


def conversation() -> Any:
    from web.review.models import Conversation

    return Conversation.objects.get()


def test_an_answered_question(log: Log) -> None:
    log.begin()
    first, second = cited("الدور الاقتصادي", "d/s/p"), cited("الدور الاجتماعي", "d/t/q")
    log.turn("ما دور المنشأة؟", [bot(**evidence(citations=[first, second, first]))])
    project()
    found = message()
    assert (found.text, found.kind, found.intent) == ("ما دور المنشأة؟", "point", "ask_other")
    assert (found.intent_confidence, found.confidence) == (0.9, 0.9)
    assert (found.is_question, found.answered, found.refused, found.follow_up) == (True, True, "", False)
    assert (found.section, found.passage_ids) == ("الدور الاقتصادي", ["d/s/p", "d/t/q"])
    assert (found.answer_ids, found.milliseconds, found.channel) == (["a1"], 3000, "web")
    assert found.question_key == "ما دور المنشاه"
    assert found.at.timestamp() == NOON + 3
    counted = conversation()
    assert (counted.message_count, counted.question_count, counted.answered_count) == (1, 1, 1)
    assert (counted.lowest_confidence, counted.channel, counted.language) == (0.9, "web", "ar")
    assert (counted.started_at.timestamp(), counted.last_at.timestamp()) == (NOON + 3, NOON + 6)


@pytest.mark.parametrize(
    ("messages", "fields"),
    [
        ([bot(**evidence(kind="none"))], {"kind": "none", "refused": "none", "is_question": True}),
        (
            [bot(**evidence(kind="related")), bot()],
            {"kind": "related", "refused": "related", "answered": False},
        ),
        (
            [bot(**evidence(kind="clarify", hits=[]))],
            {"kind": "clarify", "confidence": None, "answered": False},
        ),
        (
            [bot(**evidence()), bot(**evidence(kind="none", confidence=0.1))],
            {"kind": "point", "confidence": 0.1},
        ),
        ([bot(utter_action="utter_greet")], {"kind": "talk", "is_question": False, "confidence": None}),
        ([bot(utter_action="utter_apology")], {"kind": "failed", "is_question": True, "answered": False}),
        ([bot(utter_action="utter_apology_en")], {"kind": "failed", "is_question": True}),
        ([], {"kind": "failed", "is_question": True, "milliseconds": None, "answered_at": None}),
        ([bot(handoff={"wish": "person"})], {"kind": "talk", "handoff": "person"}),
        ([bot(handoff={"wish": "question", "question": "س"})], {"handoff": "question"}),
        ([bot(handoff={"wish": "anything"})], {"handoff": ""}),
    ],
)
def test_kinds_of_answers(log: Log, messages: list[Fields], fields: Fields) -> None:
    log.turn("س", messages)
    project()
    found = message()
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("asked", "query", "leans"),
    [
        ("والثانية؟", "تعبئة الموارد المالية", True),
        ("ما الدور الاقتصادي؟", "ما الدور الاقتصادي", False),
        ("ما الدور؟ وما التحديات؟", "ما التحديات", False),  # a part of what was asked
        ("ma howa dawr el mou2assasat el sa8ira?", "ما هو دور المؤسسات الصغيرة؟", False),
    ],
)
def test_a_follow_up_is_what_was_searched_in_other_words(
    log: Log, asked: str, query: str, leans: bool
) -> None:
    log.turn(asked, [bot(**evidence(asked=asked, query=query))])
    project()
    assert message().follow_up is leans
    assert conversation().has_follow_ups is leans


def test_a_press_has_the_title_that_its_button_showed_before_it(log: Log) -> None:
    payload = '/show_passage{"passage_id": "d/s/p"}'
    buttons = [{"title": "تكوين الإطارات", "payload": payload}]
    log.turn("س", [{"text": "أيها؟", "buttons": buttons, "metadata": evidence(kind="clarify")}])
    project()
    log.press(payload, [bot(**evidence(query="", asked="", citations=[cited("القسم", "d/s/p")]))])
    project()
    found = message()
    assert (found.text, found.is_press, found.is_question, found.answered) == (
        "تكوين الإطارات",
        True,
        False,
        True,
    )
    later = [{"title": "عنوان آخر", "payload": payload}]
    log.turn("س", [{"text": "", "buttons": later, "metadata": {}}])
    project()
    assert message(found.pk).text == "تكوين الإطارات"
    assert (conversation().message_count, conversation().question_count) == (3, 1)


def test_an_answer_that_comes_after_its_question_was_taken(log: Log) -> None:
    log.row("user", text="سؤال", parse_data={"intent": {"name": "ask", "confidence": 1.0}})
    project()
    assert message().kind == "failed"
    log.row("bot", text="جواب", metadata=evidence())
    log.row("slot", name="language", value="fr")
    project()
    assert (message().kind, message().language, conversation().language) == ("point", "fr", "fr")
    assert conversation().answered_count == 1


@pytest.mark.parametrize("sender_id", ["replay-1", "bench-1", "retrieval-1", "greeting-1"])
def test_what_nobody_said_is_left_out(either_database: str, sender_id: str) -> None:
    from web.review.models import Conversation

    Log(sender_id).turn("سؤال")
    project()
    assert not Conversation.objects.exists()


def test_damaged_rows_are_read_as_far_as_they_can_be(log: Log) -> None:
    from web.chat.models import TrackerEvent

    log.turn("سليم", [bot(**evidence())])
    for type_name in ("user", "bot", "slot"):
        for data in (
            None,
            "{",
            "[1]",
            json.dumps({"text": ["x"], "metadata": 7, "parse_data": {"intent": 3}}),
        ):
            TrackerEvent.objects.create(
                sender_id="web-a", type_name=type_name, data=data, action_name="language"
            )
    log.turn("سليم أيضا", [bot(**evidence(confidence=10**400, citations="x", answer_id=["y"]))])
    project()
    assert conversation().message_count == 6
    assert (message().text, message().confidence, message().kind) == ("سليم أيضا", None, "point")


def test_a_version_of_the_code_that_reads_otherwise_projects_anew(log: Log) -> None:
    from web.review.models import Message, ProjectionState
    from web.review.projection import Projector

    log.turn("سؤال")
    project()
    Message.objects.update(text="كما قرأته نسخة سابقة")
    ProjectionState.objects.update(version=0)
    Projector()._pass()
    assert message().text == "سؤال"


def test_web_keeps_up_by_itself(start_web: Callable[..., WebProcess]) -> None:
    """A message is in the tables of the console seconds after it was answered, and gone when it is erased."""
    server = start_web()
    token = server.open_session()
    assert server.ask(token, "ما دور المؤسسات؟").status_code == 200

    def texts() -> list[str]:
        with closing(sqlite3.connect(server.folder / "web.db", timeout=5)) as connection:
            return [row[0] for row in connection.execute("SELECT text FROM review_message")]

    def wait_for(expected: list[str]) -> None:
        deadline = time.monotonic() + 20
        while texts() != expected and time.monotonic() < deadline:
            time.sleep(0.1)
        assert texts() == expected

    wait_for(["ما دور المؤسسات؟"])
    answer = server.http.delete("/api/chat/session", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 204
    wait_for([])


def test_the_command_says_how_much_it_took(log: Log) -> None:
    from io import StringIO

    from django.core.management import call_command

    log.turn("سؤال")
    out = StringIO()
    call_command("project_events", stdout=out)
    call_command("project_events", rebuild=True, stdout=out)
    first, second = out.getvalue().splitlines()
    assert first.split(" in ")[0] == second.split(" in ")[0] != "0 events"
