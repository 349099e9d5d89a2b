"""A conversation over an index that changes under it: what is gone is not quoted by anything said before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actions.answer_question import ActionAnswerQuestion, ActionCiteSource, ActionShowMore
from documents.published import Published
from index.publish import publish
from index.reading import NO_READER
from index.reload import ReloadingIndex
from tests.index.conftest import built, built_once, tiny_encoder, toy
from tests.index.toy import published

__all__ = ["built", "built_once", "tiny_encoder", "toy"]  # fixtures

OLD, NEW = "النحل حشرات تصنع العسل في الخلايا", "النحل يجمع الرحيق ويصنع منه العسل"
TAUGHT = "من يصنع العسل؟"
PASSAGE = "bees/s1/p0"


class Conversation:
    """One visitor's messages to an action server; what was remembered goes into the next."""

    def __init__(self, server: ReloadingIndex, ask: Callable[..., Any]) -> None:
        self._server, self._ask = server, ask
        self._slots: dict[str, Any] = {}

    def say(self, action: Any, message: dict[str, Any] | None) -> tuple[list[str], str]:
        """The responses to a message, and all that is quoted in them."""
        turn = self._ask(lambda _: action(self._server.current), None, message, self._slots)
        self._slots |= {event["name"]: event["value"] for event in turn.events}
        said = [message["response"] for message in turn.messages]
        return said, json.dumps([turn.messages, turn.events], ensure_ascii=False, default=str)


@pytest.fixture
def publish_toy(built: Path, toy: Path, tiny_encoder: Path) -> Callable[[Published], None]:
    def publish_now(document: Published) -> None:
        document.write(toy / "published")
        folders = (toy / "sources", toy / "published", toy / "calibration", toy / "index")
        publish(*folders, str(tiny_encoder), NO_READER)

    return publish_now


@pytest.fixture
def server(built: Path, toy: Path) -> ReloadingIndex:
    taught = toy / "curated.jsonl"
    line = {"id": "c1", "passage_id": PASSAGE, "text": TAUGHT}
    taught.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    opened = ReloadingIndex(built, check_seconds=3600, curated=taught)
    opened.reload_curated()
    return opened


def test_ask_press_replace_press_delete_press(
    publish_toy: Callable[[Published], None], server: ReloadingIndex, ask: Any, asked: Any, pressed: Any
) -> None:
    visitor = Conversation(server, ask)
    publish_toy(published("bees", [OLD]))
    said, quoted = visitor.say(ActionAnswerQuestion, asked(TAUGHT))
    assert said[0] == "utter_answer_point"
    assert OLD in quoted
    assert OLD in visitor.say(ActionAnswerQuestion, pressed(PASSAGE))[1]

    publish_toy(published("bees", [NEW], version=2))
    for action, message in (
        (ActionCiteSource, asked("ما المصدر؟", "ask_source")),
        (ActionAnswerQuestion, asked("أعد", "follow_up")),
        (ActionAnswerQuestion, asked(TAUGHT)),
        (ActionAnswerQuestion, pressed(PASSAGE)),
    ):
        quoted = visitor.say(action, message)[1]
        assert NEW in quoted
        assert OLD not in quoted

    publish_toy(published("bees", []))
    said, quoted = visitor.say(ActionAnswerQuestion, pressed(PASSAGE))
    assert said[0] == "utter_passage_gone"
    assert not any(text in quoted for text in (OLD, NEW))
    for action, message in (
        (ActionCiteSource, asked("ما المصدر؟", "ask_source")),
        (ActionShowMore, asked("المزيد", "ask_more")),
        (ActionAnswerQuestion, asked("أعد", "follow_up")),
        (ActionAnswerQuestion, asked("اشرح الأولى", "follow_up")),
        (ActionAnswerQuestion, asked(TAUGHT)),
    ):
        said, quoted = visitor.say(action, message)
        assert said != ["utter_apology"]
        assert not any(text in quoted for text in (OLD, NEW))


def test_without_any_passage_left_every_message_gets_an_answer(
    publish_toy: Callable[[Published], None], server: ReloadingIndex, ask: Any, asked: Any, pressed: Any
) -> None:
    publish_toy(published("toy", []))
    visitor = Conversation(server, ask)
    for action, message in (
        (ActionAnswerQuestion, asked("ما هو القمح؟")),
        (ActionAnswerQuestion, asked("لخص كل شيء")),
        (ActionAnswerQuestion, asked("قارن بين القمح والزيتون")),
        (ActionAnswerQuestion, asked("والثانية؟")),
        (ActionAnswerQuestion, pressed("toy/farming/wheat")),
        (ActionShowMore, asked("المزيد", "ask_more")),
        (ActionCiteSource, asked("ما المصدر؟", "ask_source")),
    ):
        said, _ = visitor.say(action, message)
        assert "utter_apology" not in said
