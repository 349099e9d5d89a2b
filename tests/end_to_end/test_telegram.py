"""Telegram before the real Rasa and the real actions, by polling and by webhook, on the strict emulator."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from arabic import search_key
from tests.system import System
from tests.telegram.conftest import World
from tests.telegram.emulator import Emulator
from tests.telegram.emulator.chats import Posted
from tests.telegram.telegram_process import POLLING, WEBHOOK, TelegramProcess

ECONOMIC = "ما هو الدور الاقتصادي؟"
COMPETITION = "كيف تؤثر المؤسسات الصغيرة والمتوسطة في المنافسة؟"
PEOPLE, EACH = 20, 4


@pytest.fixture(scope="module", params=[POLLING, WEBHOOK])
def telegram(
    request: pytest.FixtureRequest, system: System, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The bot as a process; there is no stub."""
    settings = system.settings
    real = {
        "DALEEL_RASA_URLS": settings.url,
        "DALEEL_CHANNEL_SECRET": settings.secret,
        "DALEEL_TRACKER_DB": str(settings.path("DALEEL_TRACKER_DB")),
        "DALEEL_ACTIONS_PORT": str(settings.actions_port),
    }
    folder = tmp_path_factory.mktemp("telegram")
    with Emulator() as emulator, TelegramProcess(folder, request.param, emulator, None, **real) as process:
        yield World(process, emulator, None)  # type: ignore[arg-type]


def holds(posted: Posted, words: str) -> bool:
    return search_key(words) in search_key(posted.text)


def test_a_conversation_from_start_to_erasure(telegram: World) -> None:
    person = telegram.person()
    assert holds(telegram.answer(person, "/start"), "أنا دليل")
    section = telegram.answer(person, ECONOMIC)
    points = [title for title in section.titles if re.fullmatch("[1-9]", title)]
    assert len(points) == 5
    assert "المصدر" in section.titles
    second = telegram.answer(person, "والثانية؟")
    assert "👍" in second.titles
    telegram.press(person, section, points[2])
    third = telegram.emulator.wait_for(person.id, 4)[3]
    assert third.text != second.text
    answer = third.text
    telegram.press(person, third, "المصدر")
    telegram.emulator.wait(lambda: third.text != answer, what="the source")
    assert third.text.startswith("من المصدر: ")
    telegram.press(person, third, "عودة")
    telegram.emulator.wait(lambda: third.text == answer, what="the answer")
    assert holds(telegram.answer(person, "/source"), "نقلت هذا من")
    telegram.press(person, third, "👍")
    telegram.emulator.wait(lambda: "👍 ✓" in third.titles, what="the mark")
    question = telegram.answer(person, "/erase")
    telegram.press(person, question, "نعم")
    telegram.emulator.wait(lambda: question.text.startswith("مُحيت"), what="the farewell")
    assert senders(telegram, person.id) == []


def senders(telegram: World, chat_id: int) -> list[str]:
    query = (
        "SELECT sender_id FROM chat_session JOIN telegram_conversation ON session_id = chat_session.id "
        "WHERE chat_id = ?"
    )
    with closing(sqlite3.connect(telegram.process.folder / "web.db", timeout=5)) as connection:
        return [row[0] for row in connection.execute(query, [chat_id])]


@pytest.mark.parametrize("command", ["/start", "/topics"])
def test_topics_are_buttons_that_answer(telegram: World, command: str) -> None:
    for language, words in (("ar", "موضوع"), ("en", "topic"), ("fr", "sujet")):
        person = telegram.person(language)
        posted = telegram.answer(person, command)
        assert words in posted.text
        assert len(posted.titles) >= 3
        telegram.press(person, posted, posted.titles[0])
        assert "👍" in telegram.emulator.wait_for(person.id, 2)[1].titles


def test_a_list_is_short_lines_and_its_source_the_whole_section(telegram: World) -> None:
    person = telegram.person()
    posted = telegram.answer(person, ECONOMIC)
    lines = [line for line in posted.text.split("\n") if re.match(r"[1-9]\. ", line)]
    assert len(lines) == 5
    assert max(map(len, lines)) < 100
    telegram.press(person, posted, "المصدر")
    telegram.emulator.wait(lambda: posted.text.startswith("من المصدر: "), what="the section")
    assert all(holds(posted, line[3:].rstrip(" …")) for line in lines)
    assert len(posted.text) > 3 * sum(map(len, lines))


@pytest.mark.parametrize(("language", "words"), [("en", "/source"), ("fr", "/source")])
def test_the_source_of_an_answer_in_other_languages(telegram: World, language: str, words: str) -> None:
    person = telegram.person(language)
    answer = telegram.answer(person, "What is the economic role of small and medium enterprises?")
    assert "Source" in answer.titles
    source = telegram.answer(person, words)
    assert "دور المؤسسات الصغيرة والمتوسطة" in source.text


def test_what_the_sources_do_not_answer_offers_what_they_do(telegram: World) -> None:
    posted = telegram.answer(telegram.person(), "كم تبلغ ضريبة المؤسسات الصغيرة؟")
    assert len(posted.buttons) >= 2
    assert "👍" not in posted.titles  # a refusal, however it is worded, asks for no thumb
    assert any(words in posted.text for words in ("مصادري", "المصدر"))


def test_an_edited_question_and_a_picture(telegram: World) -> None:
    person = telegram.person()
    update = telegram.emulator.say(person, COMPETITION)
    posted = telegram.emulator.wait_for(person.id)[0]
    before = posted.text
    telegram.emulator.edit(person, update, ECONOMIC)
    telegram.emulator.wait(lambda: posted.text != before, what="the change")
    photo = {"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}
    telegram.emulator.send(person, photo=[photo])
    assert holds(telegram.emulator.wait_for(person.id, 2)[-1], "وصلتني الصورة")


def test_a_group_where_two_people_each_follow_their_own_thread(telegram: World) -> None:
    group, first, second = telegram.group("supergroup"), telegram.person(), telegram.person()
    telegram.answer(first, f"@DaleelTestBot {ECONOMIC}", group)
    telegram.answer(second, "@DaleelTestBot ما هو الدور الاجتماعي؟", group)
    economic = telegram.answer(first, "@DaleelTestBot والثانية؟", group)
    social = telegram.answer(second, "@DaleelTestBot والثانية؟", group)
    assert economic.text != social.text
    assert len(set(senders(telegram, group.id))) == 2


def test_killed_in_the_middle_it_loses_none_and_doubles_none(telegram: World) -> None:
    people = [telegram.person() for _ in range(PEOPLE)]
    questions = [ECONOMIC, COMPETITION, "مرحبا", "ما هو الدور الاجتماعي؟"]
    updates: dict[int, list[int]] = {person.id: [] for person in people}
    for question in questions:
        for person in people:
            updates[person.id].append(telegram.emulator.say(person, question))

    def said() -> int:
        return sum(len(telegram.emulator.ours(person.id)) for person in people)

    for count in (15, 50):
        telegram.emulator.wait(lambda count=count: said() >= count, 60, "so many answers")
        telegram.process.stop(at_once=True)
        telegram.process.start()
    telegram.emulator.wait(lambda: said() >= PEOPLE * EACH, 90, "all answers")
    telegram.emulator.settled(1.0)
    for person in people:
        posted = telegram.emulator.ours(person.id)
        assert [answered(telegram, person.id, each.message_id) for each in posted] == updates[person.id]
        assert holds(posted[0], "اقتصادي")
        assert holds(posted[1], "المنافسة")


def answered(telegram: World, chat_id: int, message_id: int) -> int | None:
    """The update that a message of ours answers."""
    query = "SELECT update_id FROM telegram_ourmessage WHERE chat_id = ? AND message_id = ?"
    file: Path = telegram.process.folder / "web.db"
    with closing(sqlite3.connect(file, timeout=5)) as connection:
        row = connection.execute(query, [chat_id, message_id]).fetchone()
    return row[0] if row else None
