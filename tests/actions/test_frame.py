"""The language of an answer's frame, and what is said to no question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ruamel.yaml import YAML

from actions.answer_question import ActionAnswerQuestion
from actions.cues import FOLDER
from actions.frame import TRANSLATED
from actions.language import language_of
from actions.nonsense import is_mash


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what taxes do SMEs pay", "en"),
        ("Comment les PME forment-elles les gens ?", "fr"),
        ("résume le rôle social", "fr"),
        ("ما الدور؟", "ar"),
        ("ما دور SMEs in the economy", "ar"),
        ("wach dawr el mou2assasat fi chou8l", "ar"),
        ('/show_passage{"passage_id": "sme-roles/social"}', "ar"),
        ("asdf", "ar"),
        ("", "ar"),
        ("123", "ar"),
    ],
)
def test_the_language_of_a_question(text, language):
    assert language_of(text) == language


def test_a_foreign_question_gets_the_arabic_words_in_a_frame_of_its_language(ask, library, asked):
    library = replace(library, hits=("sme-roles/social/needs",), confidence=0.9)
    (message,) = ask(ActionAnswerQuestion, library, asked("what do small businesses do for wishes?")).messages
    assert (message["response"], message["quote"]) == ("utter_answer_point_en", "إشباع رغبات الأفراد.")


def test_every_translated_response_is_written_in_each_language_with_two_variants():
    file = FOLDER.parent / "responses" / "languages.yml"
    responses = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["responses"]
    assert responses.keys() == {f"{name}_{language}" for name in TRANSLATED for language in ("en", "fr")}
    assert all(len(variants) == 2 for variants in responses.values())


@pytest.mark.parametrize("text", ["asdfasdf", "qwerty", "شسيبلا", "سيسيسيسي", "dfgdfg dfgdfg", "xcvbnmkl"])
def test_struck_keys_are_no_words(text):
    assert is_mash(text)


@pytest.mark.parametrize(
    "text",
    [
        "التحديات",
        "المؤسسات الصغيرة",
        "البطالة",
        "SMEs",
        "employment",
        "chghl",
        "دور",
        "ما الضريبة",
        "123456",
        "",
    ],
)
def test_words_are_words(text):
    assert not is_mash(text)


def test_struck_keys_are_answered_calmly_and_not_offered_to_the_staff(ask, library, asked):
    near = replace(library, hits=("sme-roles/social",), confidence=0.1, nearness=0.9)
    turn = ask(ActionAnswerQuestion, near, asked("asdfasdf", "ask_other"))
    assert (turn.messages[0]["response"], turn.evidence["kind"]) == ("utter_nonsense", "none")
