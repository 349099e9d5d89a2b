"""Ended and killed in the middle of it: nothing is lost, nothing is said twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from signal import SIGTERM

import pytest

from tests.telegram.conftest import World
from tests.telegram.emulator import Person
from tests.telegram.telegram_process import POLLING, WEBHOOK
from tests.web import stub_answers

USERS, EACH = 50, 4


def said(world: World, person: Person) -> list[str]:
    """The numbers of the questions whose answers stand in a chat, in order."""
    return [
        text.partition("رقم ")[2].partition("»")[0]
        for text in (each.text for each in world.emulator.ours(person.id))
    ]


def everybody_is_answered(world: World, people: list[Person], seconds: float = 60.0) -> None:
    wanted = [str(number) for number in range(EACH)]
    world.emulator.wait(
        lambda: all(len(world.emulator.ours(person.id)) >= EACH for person in people), seconds, "all answers"
    )
    world.emulator.settled(0.5)
    assert {person.id: said(world, person) for person in people} == {person.id: wanted for person in people}


@pytest.mark.parametrize(
    ("mode", "answered_before"),
    [(POLLING, [10]), (POLLING, [70]), (POLLING, [30, 120]), (WEBHOOK, [30, 120])],
)
def test_killed_in_the_middle_of_200_updates_it_loses_none_and_doubles_none(
    start_world: Callable[..., World], mode: str, answered_before: list[int]
) -> None:
    world = start_world(mode)
    people = [world.person() for _ in range(USERS)]
    for number in range(EACH):
        for person in people:
            world.emulator.say(person, f"سؤال رقم {number}")
    for count in answered_before:
        world.emulator.wait(
            lambda count=count: sum(len(world.emulator.ours(person.id)) for person in people) >= count, 60
        )
        world.process.stop(at_once=True)
        world.process.start()
    everybody_is_answered(world, people)


@pytest.mark.parametrize("mode", [POLLING, WEBHOOK])
def test_killed_while_telegram_holds_every_answer_back_it_finds_what_was_taken(
    start_world: Callable[..., World], mode: str
) -> None:
    world = start_world(mode)
    people = [world.person() for _ in range(12)]
    world.emulator.fail("sendMessage", times=6, hold_seconds=3.0, done=True)  # taken, and never told
    world.emulator.fail("sendMessage", times=6, hold_seconds=3.0)  # not taken when the line breaks
    for person in people:
        world.emulator.say(person, "سؤال رقم 0")
    sending = lambda: sum(call.method == "sendmessage" for call in world.emulator.calls)  # noqa: E731
    world.emulator.wait(lambda: sending() >= 12, what="the sending of all")
    world.process.stop(at_once=True)
    world.process.start()
    world.emulator.wait(lambda: all(world.emulator.ours(person.id) for person in people), 30, "all answers")
    time.sleep(3.2)  # whatever was held is done with
    world.emulator.settled(0.5)
    assert [said(world, person) for person in people] == [["0"]] * 12


@pytest.mark.parametrize("mode", [POLLING, WEBHOOK])
def test_killed_while_many_updates_wait_unread_it_finds_what_was_taken(
    start_world: Callable[..., World], mode: str
) -> None:
    world = start_world(mode)
    first, others = [world.person() for _ in range(12)], [world.person() for _ in range(150)]
    world.emulator.withholds_after = world.emulator.state.next_update + len(first) - 1
    for person in [*first, *others]:  # the others' messages have their ids, and nobody has seen them
        world.emulator.say(person, "سؤال رقم 0")
    world.emulator.fail("sendMessage", times=6, hold_seconds=3.0, done=True)  # taken, and never told
    world.emulator.fail("sendMessage", times=6, hold_seconds=3.0)  # not taken when the line breaks
    sending = lambda: sum(call.method == "sendmessage" for call in world.emulator.calls)  # noqa: E731
    world.emulator.wait(lambda: sending() >= len(first), what="the sending of all")
    world.process.stop(at_once=True)
    taken = [posted for person in first for posted in world.emulator.ours(person.id)]
    assert len(taken) == 6
    world.process.start()
    world.emulator.wait(
        lambda: any(call.method == "getwebhookinfo" for call in world.emulator.calls), what="the search"
    )
    world.emulator.withholds_after = None
    world.emulator.state.wake()
    everybody = [*first, *others]
    world.emulator.wait(lambda: all(world.emulator.ours(p.id) for p in everybody), 60, "all answers")
    world.emulator.settled(0.5)
    assert [said(world, person) for person in everybody] == [["0"]] * len(everybody)


@pytest.mark.parametrize("mode", [POLLING, WEBHOOK])
def test_what_came_while_it_was_away_is_answered_when_it_is_back(
    start_world: Callable[..., World], mode: str
) -> None:
    world = start_world(mode)
    person = world.person()
    posted = world.answer(person, "عدد الأدوار")
    assert world.process.stop() in (0, -SIGTERM)  # uvicorn ends by the signal itself
    world.emulator.say(person, "سؤال رقم 1")
    query = world.emulator.press(person, posted, posted.button("المصدر")["callback_data"])
    world.process.start()
    world.acknowledged(query)  # a keyboard of before the restart
    world.emulator.wait(lambda: stub_answers.PARAGRAPH in posted.text, what="the source")
    assert "رقم 1»" in world.emulator.wait_for(person.id, 2)[1].text


@pytest.mark.parametrize("mode", [POLLING, WEBHOOK])
def test_while_telegram_is_away_answers_wait(start_world: Callable[..., World], mode: str) -> None:
    world = start_world(mode)
    person = world.person()
    world.stub.is_to.delay_seconds = 1.0
    world.emulator.say(person, "سؤال رقم 1")
    world.emulator.wait(lambda: world.stub.received, what="the question")
    world.emulator.__exit__()
    time.sleep(2.5)
    world.emulator._ready.clear()
    world.emulator.__enter__()
    assert "رقم 1»" in world.emulator.wait_for(person.id, 1, seconds=30)[0].text
    world.emulator.settled()
    assert len(world.emulator.ours(person.id)) == 1


def test_a_start_before_telegram_can_be_reached_waits_for_it(start_world: Callable[..., World]) -> None:
    world = start_world(WEBHOOK)
    world.process.stop()
    world.emulator.fail("getMe", times=2, status=502, html=True)
    person = world.person()
    world.emulator.say(person, "سؤال رقم 1")
    world.process.start()
    assert "رقم 1»" in world.emulator.wait_for(person.id)[0].text
