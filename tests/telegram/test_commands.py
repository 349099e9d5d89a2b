"""/start, /help, /topics, /source, /erase and /language, and the menu that names them."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import pytest

from tests.telegram.conftest import World
from tests.web import stub_answers

COMMANDS = ["start", "help", "topics", "source", "language", "erase"]


def test_start_greets_and_names_the_way_on(world: World) -> None:
    assert "أنا دليل" in world.answer(world.person(), "/start").text
    assert "I am Daleel" in world.answer(world.person("en"), "/start").text
    assert "Je suis Daleel" in world.answer(world.person("fr-CA"), "/start").text
    assert "أنا دليل" in world.answer(world.person("de"), "/start").text


def test_start_offers_the_topics_to_press(world: World) -> None:
    buttons = [stub_answers.button("الدور الاقتصادي", "sme-roles/economic")]
    world.stub.is_to.answer = lambda said: [stub_answers.message("أجيب عن كذا", buttons)]
    person = world.person()
    posted = world.answer(person, "/start")
    assert posted.text.endswith("أو اختر موضوعا:")
    assert posted.titles == ["الدور الاقتصادي"]
    world.press(person, posted, "الدور الاقتصادي")
    world.emulator.wait_for(person.id, 2)
    assert world.stub.received[-1].said == '/show_passage{"passage_id": "sme-roles/economic"}'
    assert world.answer(world.person("en"), "/start").titles == ["الدور الاقتصادي"]
    assert world.stub.received[-1].said == "What can you answer?"


def test_start_greets_though_the_assistant_is_away_or_slow(world: World) -> None:
    world.stub.is_to.raw = (500, b"{}")
    posted = world.answer(world.person(), "/start")
    assert (posted.text.splitlines()[-1][-7:], posted.titles) == ("/topics", [])
    world.stub.is_to.raw = None
    world.stub.is_to.delay_seconds = 10.0
    began = time.monotonic()
    assert world.answer(world.person(), "/start").titles == []
    assert time.monotonic() - began < 9


def test_a_link_leads_to_a_passage_or_a_language(world: World) -> None:
    person = world.person()
    world.emulator.say(person, "/start sme-roles_economic_competition")
    greeting, answer = world.emulator.wait_for(person.id, 2)
    assert "أنا دليل" in greeting.text
    assert stub_answers.QUOTE in answer.text
    assert world.stub.received[-1].said == '/show_passage{"passage_id": "sme-roles/economic/competition"}'
    assert "I am Daleel" in world.answer(world.person(), "/start en").text
    assert "أنا دليل" in world.answer(world.person(), "/start <script>").text


def test_help_tells_how_to_ask(world: World) -> None:
    assert "/topics" in world.answer(world.person(), "/help").text


def test_topics_are_those_that_the_assistant_offers(world: World) -> None:
    buttons = [stub_answers.button("الدور الاقتصادي", "sme-roles/economic")]
    world.stub.is_to.answer = lambda said: [stub_answers.message("أجيب عن كذا", buttons)]
    posted = world.answer(world.person(), "/topics")
    assert posted.text == "هذه الموضوعات التي أجد لها جوابا في مصادري:"
    assert posted.titles == ["الدور الاقتصادي"]


def test_source_asks_for_the_source_of_the_last_answer(world: World) -> None:
    world.answer(world.person(), "/source")
    assert world.stub.received[-1].said == "ما المصدر؟"


def test_an_unknown_command_brings_a_hint(world: World) -> None:
    assert "/help" in world.answer(world.person(), "/restart").text
    assert world.stub.received == []


def test_a_language_once_chosen_stays(world: World) -> None:
    person = world.person()
    posted = world.answer(person, "/language")
    assert posted.titles == ["العربية", "English", "Français"]
    world.press(person, posted, "Français")
    world.emulator.wait(lambda: posted.text == "Bien, je vous parlerai français.", what="the change")
    assert posted.buttons == []
    assert "Source" in world.answer(person, "ما دور المؤسسات؟").titles


def test_who_writes_arabic_is_spoken_to_in_arabic_until_a_language_is_chosen(world: World) -> None:
    person = world.person("en")
    assert "Source" in world.answer(person, "what is their role?").titles
    assert "المصدر" in world.answer(person, "ما دور المؤسسات؟").titles


def test_erase_asks_first_and_then_erases_everywhere(world: World) -> None:
    person = world.person()
    world.answer(person, "سر لا يعرفه أحد")
    sender = world.stub.received[-1].sender_id
    question = world.answer(person, "/erase")
    world.press(person, question, "لا، أبقها")
    world.emulator.wait(lambda: question.text == "بقيت محادثتنا كما هي.", what="the word")
    question = world.answer(person, "/erase")
    world.press(person, question, "نعم، امحها")
    world.emulator.wait(lambda: question.text.startswith("مُحيت محادثتنا"), what="the farewell")
    assert question.buttons == []
    assert rows(world, "tracker.db", "SELECT count(*) FROM events WHERE sender_id = ?", sender) == 0
    assert rows(world, "web.db", "SELECT count(*) FROM chat_session WHERE sender_id = ?", sender) == 0
    conversations = "SELECT count(*) FROM telegram_conversation WHERE chat_id = ?"
    assert rows(world, "web.db", conversations, person.id) == 0
    kept = "SELECT count(*) FROM telegram_ourmessage WHERE chat_id = ? AND content LIKE '%سر لا%'"
    assert rows(world, "web.db", kept, person.id) == 0
    world.answer(person, "سؤال جديد")
    assert world.stub.received[-1].sender_id != sender


def test_nothing_of_what_was_written_stays_with_an_update_that_is_done(world: World) -> None:
    person = world.person()
    world.answer(person, "سر لا يعرفه أحد")
    world.emulator.settled()
    kept = "SELECT count(*) FROM telegram_storedupdate WHERE chat_id = ? AND body != ''"
    assert rows(world, "web.db", kept, person.id) == 0


def rows(world: World, file: str, query: str, value: object) -> int:
    with closing(sqlite3.connect(world.process.folder / file, timeout=5)) as connection:
        found: int = connection.execute(query, [value]).fetchone()[0]
        return found


@pytest.mark.parametrize("language", ["", "ar", "en", "fr"])
def test_the_menu_is_set_in_each_language(world: World, language: str) -> None:
    state = world.emulator.state
    menu = world.emulator.wait(lambda: state.commands.get("fr") and state.commands, what="the menu")
    assert [command["command"] for command in menu[language]] == COMMANDS
    assert len({menu[code][0]["description"] for code in ("ar", "en", "fr")}) == 3
    assert state.descriptions["description", ""].startswith("أنا دليل")
    world.emulator.wait(lambda: ("short_description", "fr") in state.descriptions, what="the French menu")


def test_setup_says_what_it_has_set_up(world: World) -> None:
    done = world.process.manage("telegram_setup")
    assert done.returncode == 0, done.stderr
    assert "@DaleelTestBot" in done.stdout
