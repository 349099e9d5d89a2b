"""Messages are found by their words, in whatever spelling, in both databases alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SAID = {
    1: ("ما دور المنشأة في الاقتصاد؟", "تحتل المؤسسات الصغيرة مكانة ذات أهمية"),
    2: ("والمنشات الصغيرة", "التحديات التي تواجه المشاريع"),
    3: ("كيف أسجل شركتي؟", "لا يجيب المصدر عن هذا السؤال"),
    4: ("PME et impôts 2024", "impots"),
    5: ("منشور جديد", "\U0001e900\u08ad"),
}


@pytest.fixture
def messages(either_database: str) -> None:
    """Two conversations: messages 1 to 3, and 4 and 5."""
    from web.review.models import Conversation, Message
    from web.review.search import MessageWords, words_of, write_words

    for sender_id in ("web-a", "web-b"):
        Conversation.objects.create(sender_id=sender_id, started_at=NOW, last_at=NOW, last_event_id=5)
    for event_id, (question, answer) in SAID.items():
        sender_id = "web-a" if event_id <= 3 else "web-b"
        Message.objects.create(
            event_id=event_id, conversation_id=sender_id, at=NOW, text=question, kind="point"
        )
        write_words([MessageWords(event_id, words_of(question), words_of(answer))])


def found(text: str, where: str = "anywhere") -> list[int]:
    from web.review.models import Message
    from web.review.search import holds_words, messages_matching

    ids = list(messages_matching(text, where).order_by("pk").values_list("pk", flat=True))
    assert (
        list(Message.objects.filter(holds_words(text, where)).order_by("pk").values_list("pk", flat=True))
        == ids
    )
    return ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("المنشأة", [1, 2]),
        ("المنشات", [1, 2]),
        ("مُنْشَآت", [1, 2]),
        ("للمنشآت الصغيرة", [1, 2]),
        ("المنشاه التحديات", [2]),
        ("مؤسسه", [1]),
        ("تسجيل شركة", []),
        ("شركتي", [3]),
        ("IMPOTS", [4]),
        ("٢٠٢٤", [4]),
        ("منشو", [5]),
        ("المصدر السوا", [3]),
        ("\U0001e900\u08ad", [5]),
        ("لا شيء كهذا", []),
        ("", [1, 2, 3, 4, 5]),
        ("؟ ! …", [1, 2, 3, 4, 5]),
    ],
)
def test_words_are_found_in_any_spelling(messages: None, text: str, ids: list[int]) -> None:
    assert found(text) == ids


def test_in_questions_alone(messages: None) -> None:
    assert found("التحديات", "question") == []
    assert found("المنشآت", "question") == [1, 2]


def test_conversations_with_such_a_message(messages: None) -> None:
    from web.review.search import conversations_matching

    assert list(conversations_matching("المنشآت").values_list("pk", flat=True)) == ["web-a"]
    assert list(conversations_matching("impots").values_list("pk", flat=True)) == ["web-b"]
    assert conversations_matching("").count() == 2
    assert conversations_matching("المنشور التحديات").count() == 0


def test_words_that_are_written_anew_or_forgotten_are_not_found(messages: None) -> None:
    from web.review.search import MessageWords, forget_words, tidy_words, words_of, write_words

    write_words([MessageWords(1, words_of("شيء آخر"), ())])
    forget_words([2, 5])
    tidy_words()
    assert found("المنشأة") == []
    assert found("الاخر") == [1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40) | st.text(alphabet="\"'*():^-+ANDORNOT منشأة&|!<>\\%_\0", max_size=40))
def test_no_text_is_taken_for_a_command(messages: None, text: str) -> None:
    from web.review.search import conversations_matching

    assert set(found(text)) <= set(SAID)
    assert conversations_matching(text, "question").count() <= 2
