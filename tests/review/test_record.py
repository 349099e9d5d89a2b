"""What the record says of a message, worked out of what was asked and what Rasa said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.log_rows import NOON, Log

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
    found = message()
    assert (found.text, found.kind, found.intent) == ("ما دور المنشأة؟", "point", "ask_question")
    assert (found.intent_confidence, found.confidence) == (0.9, 0.9)
    assert (found.is_question, found.answered, found.refused, found.follow_up) == (True, True, "", False)
    assert (found.section, found.passage_ids) == ("الدور الاقتصادي", ["d/s/p", "d/t/q"])
    assert (found.milliseconds, found.rasa_milliseconds, found.channel) == (3000, 1, "web")
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
        ([bot(handoff={"wish": "distress"})], {"kind": "talk", "handoff": "distress"}),
        ([bot(handoff={"wish": "anything"})], {"handoff": ""}),
    ],
)
def test_kinds_of_answers(log: Log, messages: list[Fields], fields: Fields) -> None:
    log.turn("س", messages)
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
    assert message().follow_up is leans
    assert conversation().has_follow_ups is leans


def test_a_press_has_the_title_that_its_button_showed_before_it(log: Log) -> None:
    payload = '/show_passage{"passage_id": "d/s/p"}'
    buttons = [{"title": "تكوين الإطارات", "payload": payload}]
    log.turn("س", [{"text": "أيها؟", "buttons": buttons, "metadata": evidence(kind="clarify")}])
    log.press(payload, [bot(**evidence(query="", asked="", citations=[cited("القسم", "d/s/p")]))])
    found = message()
    assert (found.text, found.is_press, found.is_question, found.answered) == (
        "تكوين الإطارات",
        True,
        False,
        True,
    )
    later = [{"title": "عنوان آخر", "payload": payload}]
    log.turn("س", [{"text": "", "buttons": later, "metadata": {}}])
    assert message(found.pk).text == "تكوين الإطارات"
    assert (conversation().message_count, conversation().question_count) == (3, 1)


def test_a_message_and_all_beside_it_are_written_or_none(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    from web.chat.models import BotMessage, Conversation, Message
    from web.chat.record import recorded

    def fails(sender: object, **_: object) -> None:
        raise RuntimeError("no words can be written")

    recorded.connect(fails, dispatch_uid="a-test")
    try:
        with pytest.raises(RuntimeError):
            log.turn("سؤال")
    finally:
        recorded.disconnect(dispatch_uid="a-test")
    assert not Message.objects.exists()
    assert not BotMessage.objects.exists()
    assert not Conversation.objects.exists()


def test_an_answers_id_that_came_before_judges_the_first(log: Log) -> None:
    from web.chat.models import BotMessage

    log.turn("أول", [bot(**evidence())])
    log.turn("ثان", [bot(**evidence()), bot(**evidence(answer_id="a2"))])
    assert list(BotMessage.objects.order_by("pk").values_list("answer_id", flat=True)) == ["a1", None, "a2"]


def test_what_is_said_is_found_by_its_words_at_once(log: Log) -> None:
    from web.review.search import messages_matching

    log.turn("ما دور المنشأة؟")
    assert messages_matching("المنشات").get() == message()


def test_a_wish_that_is_taken_back_is_one_no_longer(log: Log) -> None:
    log.turn("أريد موظفا", [bot(handoff={"wish": "person"})])
    log.turn("مرر سؤالي", [bot(handoff={"wish": "question", "question": "س"})])
    wish = message().pk
    log.turn("خلاص لا ترسله", [bot(handoff={"wish": "undone"})])
    assert (message(wish).handoff, message().handoff) == ("", "")
    assert message(wish - 1).handoff == "person"
