"""What a message must look like."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from web.api import ApiError
from web.chat.cleaning import Asked, read_message

KEY = "key-0001"
KEYS_OF_ANOTHER_FORM = (None, 5, "", "short", "a" * 65, "key 0001", "مفتاح-٠١", "key-0001\n")


def code_of(**form: Any) -> str:
    with pytest.raises(ApiError) as refused:
        read_message({"key": KEY, **form})
    return refused.value.code


def test_a_text_is_taken_as_typed_but_for_what_nobody_types() -> None:
    key, asked = read_message({"key": KEY, "text": "  ما \u202eدَوْرُ\u0000 المؤسسات؟\ud800\n"})
    assert (key, asked) == (KEY, Asked(text="ما دَوْرُ المؤسسات؟"))


def test_a_button_is_taken_as_it_was_given_and_its_title_is_not_believed() -> None:
    payload = '/show_passage{"passage_id": "a/b"}'
    _, asked = read_message({"key": KEY, "payload": payload, "title": "عنوان"})
    assert asked == Asked(payload=payload)


def test_a_text_that_looks_like_a_button_is_a_text() -> None:
    _, asked = read_message({"key": KEY, "text": "/restart"})
    assert asked == Asked(text="/restart")


@pytest.mark.parametrize("text", ["", "  \n", "!…", "ـــ", "\u200f\u200b", "\u0000"])
def test_a_text_that_says_nothing_is_refused(text: str) -> None:
    assert code_of(text=text) == "empty_text"


@pytest.mark.parametrize("text", ["👍", "😀😂", "1️⃣", "؟", "??"])
def test_an_emoji_or_a_question_mark_alone_is_taken(text: str) -> None:
    assert read_message({"key": KEY, "text": text})[1] == Asked(text=text)


def test_a_thousand_characters_are_the_most() -> None:
    assert read_message({"key": KEY, "text": "ا" * 1000})[1].text == "ا" * 1000
    assert code_of(text="ا" * 1001) == "too_long"


@pytest.mark.parametrize("payload", ["", "restart", "/" + "a" * 300, "/زر", "/ask\nhuman", "/\u0000"])
def test_what_is_no_buttons_payload_is_refused(payload: str) -> None:
    assert code_of(payload=payload) == "bad_payload"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"text": "س", "payload": "/ask_human"},
        {"text": None},
        {"text": 5},
        {"text": ["س"]},
        {"payload": None},
        {"text": "س", "title": 5},
        {"text": "س", "sender": "web-x"},
        *({"text": "س", "key": key} for key in KEYS_OF_ANOTHER_FORM),
    ],
)
def test_another_form_is_refused(form: dict[str, Any]) -> None:
    assert code_of(**form) == "bad_form"


def test_a_fingerprint_tells_what_was_asked_and_by_whom() -> None:
    session, other = uuid4(), UUID(int=1)
    asked = Asked(text="/ask_human")
    assert asked.fingerprint(session) == Asked(text="/ask_human").fingerprint(session)
    others = [asked.fingerprint(other), Asked(payload="/ask_human").fingerprint(session)]
    assert len({asked.fingerprint(session), *others}) == 3
