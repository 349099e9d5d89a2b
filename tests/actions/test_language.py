"""The language that a visitor writes, and what is said in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from ruamel.yaml import YAML

from actions.answer_question import (
    ActionAnswerQuestion,
    ActionCiteSource,
    ActionPassOnQuestion,
    ActionShowMore,
)
from actions.follow_up.memory import Memory
from actions.message import language_of
from actions.small_talk import ActionSmallTalk
from actions.talk import RESPONSES
from arabic.lexicon import FOLDER
from contract.answer import Quote

NEEDS = "sme-roles/social/needs"
ABOUT = {
    *("{assistant}", "{subject}", "{examples}", "{operator}", "{contact}"),
    *("{run_by}", "{reach_us}", "{kept}", "{call_help}"),
}
ONE_SENTENCE = (
    *("utter_closing", "utter_run_by", "utter_reach_us", "utter_kept", "utter_told_staff"),
    *("utter_call_help", "utter_call_help_unknown", "utter_button_pass_on", "utter_button_person"),
)
NEVER_TRANSLATED = re.compile(
    "utter_refuse_|utter_default$"
)  # said by Rasa or the channel, to whom is not known
LANGUAGES = {
    "en": ["what taxes do SMEs pay", "hi", "ok thanks", "the second one", "why?", "bye", "are you a robot?"],
    "fr": [
        "Comment les PME forment-elles les gens ?", "résume le rôle social", "merci", "bonjour",
        "qui es-tu ?", "salut ça va", "le deuxième", "encore", "pourquoi ?",
    ],
    "ar": [
        "ما الدور؟", "ما دور SMEs in the economy", "wach dawr el mou2assasat fi chou8l", "salam", "chokran",
        "wach rak", "w tania?", "slm cv", "nta ghabi", "kifach nkhdem bik",
    ],
    None: [
        "https://example.org/what-is-the-role-of-business", "www.small-business.com", "help@the-company.org",
        "2", "12", "ok", "test", "asdf", "zidni", "", '/show_passage{"passage_id": "sme-roles/social"}',
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"), [(text, language) for language, texts in LANGUAGES.items() for text in texts]
)
def test_the_language_of_a_message(text, language):
    assert language_of(text) == language


def test_a_foreign_question_gets_the_arabic_words_in_a_frame_of_its_language(ask, library, asked):
    library = replace(library, hits=(NEEDS,), confidence=0.9)
    turn = ask(ActionAnswerQuestion, library, asked("what do small businesses do for wishes?"))
    assert turn.messages[0]["response"] == "utter_answer_point_en"
    assert turn.answer.parts == (Quote(NEEDS, "", "إشباع رغبات الأفراد."),)
    assert (turn.events[-1]["name"], turn.events[-1]["value"]) == ("language", "en")


@pytest.mark.parametrize(
    ("text", "before", "response", "events"),
    [
        ("hi", None, "utter_greet_en", ["en"]),
        ("bonjour", "en", "utter_greet_fr", ["fr"]),
        ("salam", "fr", "utter_greet", ["ar"]),
        ("السلام عليكم", None, "utter_greet", []),
        ("hello", "en", "utter_greet_en", []),
        ("ok", "fr", "utter_greet_fr", []),
    ],
)
def test_small_talk_is_in_the_language_of_the_message(ask, library, asked, text, before, response, events):
    turn = ask(ActionSmallTalk, library, asked(text, "greet"), {"language": before})
    assert turn.messages[0]["response"] == response
    assert [event["value"] for event in turn.events if event["name"] == "language"] == events


def test_the_topics_are_titled_in_the_language(ask, library, asked):
    titles = {
        text: [
            button["title"]
            for button in ask(ActionSmallTalk, library, asked(text, "greet")).messages[0]["buttons"]
        ]
        for text in ("مرحبا", "hello", "bonjour")
    }
    assert list(titles.values()) == [
        ["الدور الاقتصادي", "الدور الاجتماعي"],
        ["Economic role", "Social role"],
        ["Rôle économique", "Rôle social"],
    ]


@pytest.mark.parametrize(
    ("action", "text", "response"),
    [
        (ActionAnswerQuestion, "2", "utter_follow_up_nothing_fr"),
        (ActionAnswerQuestion, "/show_passage", "utter_answer_none_fr"),
        (ActionShowMore, "", "utter_no_more_fr"),
        (ActionCiteSource, "source", "utter_source_data_fr"),
        (ActionPassOnQuestion, "/pass_on_question", "utter_nothing_to_pass_on_fr"),
    ],
)
def test_what_has_no_language_is_answered_in_that_of_the_conversation(
    ask, library, asked, action, text, response
):
    turn = ask(action, library, asked(text), {"language": "fr"})
    assert (turn.messages[0]["response"], turn.events[1:]) == (response, [])


def test_an_apology_is_in_the_language_too(ask, asked):
    assert (
        ask(ActionSmallTalk, object(), asked("hello", "greet")).messages[0]["response"] == "utter_apology_en"
    )
    last = {"last_answer": Memory("point", focus=NEEDS).to_slot(), "language": "fr"}
    assert ask(ActionCiteSource, object(), {}, last).messages[0]["response"] == "utter_apology_fr"


@pytest.fixture(scope="module")
def responses():
    """The texts of every response, by name."""
    found = {}
    for file in sorted((FOLDER.parent / "responses").glob("*.yml")):
        read = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["responses"]
        found |= {name: [variant["text"] for variant in variants] for name, variants in read.items()}
    return found


def test_every_response_is_written_in_each_language_with_what_fills_it(responses):
    arabic = [
        name for name in responses if not name.endswith(("_en", "_fr")) and not NEVER_TRANSLATED.match(name)
    ]
    assert set(RESPONSES.values()) <= set(arabic)
    for name in arabic:
        filled = {place for text in responses[name] for place in re.findall(r"{\w+}", text)}
        about = filled & ABOUT  # here and there, as the sentence needs it
        for language in ("en", "fr"):
            variants = responses.pop(f"{name}_{language}")
            assert len(variants) >= 2 or name in ONE_SENTENCE, name
            places = [set(re.findall(r"{\w+}", text)) for text in variants]
            assert set().union(*places) == filled, name
            assert all(place - about == filled - about for place in places), name
    assert [name for name in responses if name.endswith(("_en", "_fr"))] == []
