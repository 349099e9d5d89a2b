"""What is said to no question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.nonsense import is_mash

HELD = ["ققققق", "kkkkk", "9191 22 @@", "٨٨٨٨ --", "00 !!", "سس شش صص", "dd gg", "123456"]


@pytest.mark.parametrize(
    "text", ["asdfasdf", "qwerty", "شسيبلا", "سيسيسيسي", "dfgdfg dfgdfg", "xcvbnmkl", *HELD]
)
def test_struck_keys_are_no_words(text):
    assert is_mash(text)


@pytest.mark.parametrize(
    "text",
    [
        "التحديات",
        "المؤسسات الصغيرة",
        "البيتكوين",
        "كم ثمن البيت",
        "البطالة",
        "SMEs",
        "employment",
        "chghl",
        "دور",
        "ما الضريبة",
        "2",
        "٤؟",
        "1 و 3",
        "لا لا",
        "أب",
        "ok",
        "ب",
        "؟؟؟",
        "",
    ],
)
def test_words_are_words(text):
    assert not is_mash(text)


def test_struck_keys_are_answered_calmly_and_not_offered_to_the_staff(ask, library, asked):
    near = replace(library, hits=("sme-roles/social",), confidence=0.1, nearness=0.9)
    turn = ask(ActionAnswerQuestion, near, asked("asdfasdf", "nonsense"))
    assert (turn.messages[0]["response"], turn.evidence["kind"]) == ("utter_nonsense", "none")
