"""Telegram's tables on PostgreSQL: a conversation to its erasure, and a kill in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.once import PostgreSQL
from tests.telegram.conftest import World
from tests.telegram.emulator import Emulator
from tests.telegram.telegram_process import POLLING, SECRET, TelegramProcess
from tests.web import stub_answers
from tests.web.stub_rasa import StubRasa

PEOPLE, EACH = 15, 3


@pytest.fixture
def server(postgresql: PostgreSQL) -> str:
    """A database of the test's own."""
    return postgresql.new()


@pytest.fixture
def world(server: str, tmp_path: Path) -> Iterator[World]:
    with (
        StubRasa(tmp_path / "tracker.db", SECRET) as stub,
        Emulator() as emulator,
        TelegramProcess(tmp_path, POLLING, emulator, stub, DATABASE_URL=server) as process,
    ):
        yield World(process, emulator, stub)


def rows(server: str, table: str, where: str) -> int:
    with psycopg.connect(server) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def test_a_conversation_from_its_first_question_to_its_erasure(server: str, world: World) -> None:
    person = world.person()
    listed = world.answer(person, "عدد الأدوار")
    world.press(person, listed, "2")
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
