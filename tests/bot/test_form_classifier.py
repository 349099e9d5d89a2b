"""What the form of a message tells, whatever the classifier made of it."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.form_classifier import FormClassifier, intent_by_form
from tests.bot.workshop import Workshop

PERSONAL = [
    "0550123456",
    "رقمي 0550 12 34 56",
    "my card: 4111 1111 1111 1111",
    "a.b@example.org",
    "٠٥٥٠١٢٣٤٥٦",
]
NO_FORM = [
    "ما دور المؤسسات الصغيرة؟ 😊",
    "هل توفر المؤسسات الصغيرة فرص عمل للشباب؟ رقمي 0550123456",
    "كم مؤسسة أنشئت سنة 2019؟",
    "7777",
    "",
    "...",
]


@pytest.mark.parametrize("text", ["👍", "❤️🌹", "😂 😂", "🇩🇿", "👍🏽!"])
def test_emoji_alone_are_a_reaction(text: str) -> None:
    assert intent_by_form(text) == "react"


@pytest.mark.parametrize("text", PERSONAL)
def test_a_private_number_and_little_else_is_personal(text: str) -> None:
    assert intent_by_form(text) == "share_personal"


@pytest.mark.parametrize("text", NO_FORM)
def test_other_messages_are_left_to_the_classifier(text: str) -> None:
    assert intent_by_form(text) == ""


def test_a_question_mark_alone_asks_for_help() -> None:
    assert intent_by_form("؟؟") == "ask_help"


def test_it_stands_above_what_was_read_before(workshop: Workshop) -> None:
    ranking = [{"name": "thank", "confidence": 0.9}, {"name": "react", "confidence": 0.1}]
    message = Message({"text": "👍", "intent": ranking[0], "intent_ranking": ranking})
    (found,) = workshop.make(FormClassifier).process([message])
    assert found.get("intent") == {"name": "react", "confidence": 1.0}
    assert [each["name"] for each in found.get("intent_ranking")] == ["react", "thank"]
    number = Message({"text": "6060 33 **", "intent": {"name": "share_personal", "confidence": 0.9}})
    (unsure,) = workshop.make(FormClassifier).process([number])
    assert unsure.get("intent") == {"name": "ask_question", "confidence": 0.0}
    plain = Message({"text": "شكرا", "intent": ranking[0], "intent_ranking": ranking})
    (left,) = workshop.make(FormClassifier).process([plain])
    assert left.get("intent") == ranking[0]
