"""Telegram away, in trouble, in a hurry; people who block; floods: retried or dropped, nothing twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.telegram.conftest import World
from tests.telegram.emulator import Person
from tests.telegram.telegram_process import POLLING, WEBHOOK
from tests.web import stub_answers

pytestmark = pytest.mark.both_ways  # order, repetition, loss

QUESTION = "ما دور المؤسسات؟"

FAULTS = {
    "429": {"status": 429, "retry_after": 1},
    "500": {"status": 500, "times": 2},
    "502 of a proxy": {"status": 502, "html": True},
    "502 of a proxy, after it was done": {"status": 502, "html": True, "done": True},
    "line cut before": {"cut": True},
    "line cut after": {"cut": True, "done": True},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_an_answer_arrives_once_whatever_happens_to_its_sending(world: World, fault: dict[str, Any]) -> None:
    person, other = world.person(), world.person()
    world.emulator.fail("sendMessage", chat_id=person.id, **fault)
    world.emulator.say(person, QUESTION)
    world.answer(other, QUESTION)  # what others are sent meanwhile has numbers of its own
    world.emulator.wait_for(person.id)
    world.emulator.settled()
    (posted,) = world.emulator.ours(person.id)
    assert stub_answers.QUOTE in posted.text
    assert len(world.emulator.ours(other.id)) == 1
    assert stub_answers.QUOTE in world.emulator.ours(other.id)[0].text
    world.press(person, posted, "المصدر")
    world.emulator.wait(lambda: stub_answers.PARAGRAPH in posted.text, what="the source")


def test_a_retry_waits_as_long_as_telegram_says(world: World) -> None:
    person = world.person()
    world.emulator.fail("sendMessage", chat_id=person.id, status=429, retry_after=2)
    world.emulator.say(person, QUESTION)
    world.emulator.wait_for(person.id)
    calls = [c for c in world.emulator.calls if c.method == "sendmessage" and c.chat_id == person.id]
    assert [call.status for call in calls] == [429, 200]
    assert calls[1].at - calls[0].at >= 2


def test_an_edit_that_failed_is_made_again(world: World) -> None:
    person = world.person()
    posted = world.answer(person, QUESTION)
    world.emulator.fail("editMessageText", chat_id=person.id, cut=True, done=True)
    world.emulator.fail("editMessageText", chat_id=person.id, status=500)
    world.press(person, posted, "المصدر")
    world.emulator.wait(lambda: stub_answers.PARAGRAPH in posted.text, what="the source")
    world.emulator.settled()
    world.press(person, posted, "عودة إلى الجواب")
    world.emulator.wait(lambda: stub_answers.PARAGRAPH not in posted.text, what="the answer")


@pytest.mark.parametrize("state", ["blocked", "deactivated"])
def test_an_answer_for_who_has_blocked_the_bot_is_dropped(world: World, state: str) -> None:
    person = world.person()
    world.emulator.state.chats[person.id].state = state
    world.emulator.say(person, QUESTION)
    world.emulator.say(person, QUESTION + " أيضا")
    world.emulator.settled()
    sent = [c for c in world.emulator.calls if c.method == "sendmessage" and c.chat_id == person.id]
    assert len(sent) <= 2  # each tried once at the most, none again
    world.emulator.state.chats[person.id].state = "open"
    assert stub_answers.QUOTE in world.answer(person, QUESTION).text


def test_who_blocks_while_the_assistant_thinks_is_not_written_to(world: World) -> None:
    person = world.person()
    world.stub.is_to.delay_seconds = 0.7
    world.emulator.say(person, QUESTION)
    world.emulator.wait(lambda: world.stub.received, what="the question")
    world.emulator.change_membership(person, person.id, "member", "kicked")
    world.emulator.settled(1.2)
    assert world.emulator.ours(person.id) == []
    world.emulator.change_membership(person, person.id, "kicked", "member")
    assert stub_answers.QUOTE in world.answer(person, QUESTION).text


def test_a_chat_that_is_gone_holds_up_nobody(world: World) -> None:
    ghost = Person(999_999)
    body = {"message_id": 1, "from": ghost.as_json(), "chat": {"id": ghost.id, "type": "private"}, "date": 0}
    world.emulator._deliver("message", {**body, "text": QUESTION})
    assert stub_answers.QUOTE in world.answer(world.person(), QUESTION).text


def test_an_update_that_cannot_be_read_holds_up_nobody(world: World) -> None:
    world.emulator._deliver("message", {"of": "another age"})
    assert stub_answers.QUOTE in world.answer(world.person(), QUESTION).text
    world.emulator.wait(lambda: not world.emulator.state.updates, what="its acknowledgement")


def test_typing_that_fails_keeps_no_answer_back(world: World) -> None:
    person = world.person()
    world.emulator.fail("sendChatAction", chat_id=person.id, status=429, retry_after=30, times=5)
    assert stub_answers.QUOTE in world.answer(person, QUESTION).text


def test_duplicates_are_answered_once(world: World) -> None:
    person = world.person()
    update = world.emulator.say(person, QUESTION)
    world.emulator.wait_for(person.id)
    world.emulator.wait(lambda: not world.emulator.state.updates, what="its acknowledgement")
    world.emulator.state.updates[update] = world.emulator.state.all_updates[update]
    world.emulator.state.wake()
    world.emulator.wait(lambda: not world.emulator.state.updates, what="its acknowledgement")
    world.emulator.settled()
    assert world.emulator.state.all_updates[update].deliveries >= 2
    assert len(world.emulator.ours(person.id)) == 1


def test_updates_out_of_order_are_answered_in_order(world: World) -> None:
    person = world.person()
    world.stub.is_to.delay_seconds = 0.05
    world.emulator.deliver_backwards = True
    try:
        with world.emulator.state.lock:  # all of them wait before the first is handed over
            for number in range(8):
                world.emulator.say(person, f"سؤال رقم {number}")
        posted = world.emulator.wait_for(person.id, 8)
    finally:
        world.emulator.deliver_backwards = False
    assert [f"رقم {number}»" in each.text for number, each in enumerate(posted)] == [True] * 8


@pytest.mark.parametrize("mode", [POLLING, WEBHOOK])
def test_a_flood_slows_its_sender_alone_and_is_answered_in_order(
    start_world: Callable[..., World], mode: str
) -> None:
    world = start_world(mode, DALEEL_RATE_SESSION="3/3")
    flooder, other = world.person(), world.person()
    for number in range(6):
        world.emulator.say(flooder, f"سؤال رقم {number}")
    began = time.monotonic()
    assert stub_answers.QUOTE in world.answer(other, QUESTION).text
    assert time.monotonic() - began < 2
    posted = world.emulator.wait_for(flooder.id, 7)
    assert [each.text for each in posted if "دفعة واحدة" in each.text] == [posted[3].text]
    answers = posted[:3] + posted[4:]
    assert [f"رقم {number}»" in each.text for number, each in enumerate(answers)] == [True] * 6
    assert answers[3].at - answers[0].at > 2


def test_beyond_twenty_that_wait_a_sender_is_told_once_and_the_rest_let_go(world: World) -> None:
    person = world.person()
    world.stub.is_to.delay_seconds = 4.0
    for number in range(40):
        world.emulator.say(person, f"سؤال رقم {number}")
    world.emulator.wait(lambda: not world.emulator.state.updates, what="the taking of all")
    world.stub.is_to.delay_seconds = 0.0
    assert stub_answers.QUOTE in world.answer(world.person(), QUESTION).text
    world.emulator.wait_for(person.id, 21, seconds=30)
    world.emulator.settled(1.0)
    texts = [each.text for each in world.emulator.ours(person.id)]
    assert len([text for text in texts if "ما زلت أجيب عن رسائلك السابقة" in text]) == 1
    assert len(texts) in (21, 22)  # twenty that waited, perhaps one under way, and the word


@pytest.mark.parametrize("mode", [POLLING, WEBHOOK])
def test_with_nobody_behind_it_the_apology_is_that_of_the_web(
    start_world: Callable[..., World], mode: str
) -> None:
    world = start_world(mode)
    world.stub.stop()
    posted = world.answer(world.person(), QUESTION)
    assert posted.text == "أعتذر، المساعد غير متاح الآن. أعد المحاولة بعد قليل من فضلك."


def test_a_wrong_token_ends_the_poller_with_one_line(start_world: Callable[..., World]) -> None:
    world = start_world(POLLING)
    world.process.stop()
    world.process.settings["DALEEL_TELEGRAM_TOKEN"] = "123456:no-token-of-anybody"
    done = world.process.manage("telegram_poll")
    assert done.returncode == 2
    assert "DALEEL_TELEGRAM_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_token_or_in_the_other_mode_the_poller_says_what_to_set(
    start_world: Callable[..., World],
) -> None:
    world = start_world(POLLING)
    world.process.settings["DALEEL_TELEGRAM_MODE"] = WEBHOOK
    assert "DALEEL_TELEGRAM_MODE" in world.process.manage("telegram_poll").stderr
    world.process.settings["DALEEL_TELEGRAM_TOKEN"] = ""
    done = world.process.manage("telegram_poll")
    assert (done.returncode, "BotFather" in done.stderr) == (2, True)
