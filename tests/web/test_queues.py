"""One message of a session at a time."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from web.api import ApiError
from web.chat.queues import Queues

ONE, OTHER = UUID(int=1), UUID(int=2)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def hold(queues: Queues, session: UUID, name: str, log: list[str], go: asyncio.Event) -> None:
    with queues.place(session) as place:
        await place.reached()
        log.append(f"{name} begins")
        await go.wait()
        log.append(f"{name} ends")


def test_messages_are_answered_in_order_and_one_at_a_time() -> None:
    async def scenario() -> list[str]:
        queues, log, go = Queues(), [], asyncio.Event()
        tasks = [asyncio.create_task(hold(queues, ONE, name, log, go)) for name in "abc"]
        await settle()
        assert log == ["a begins"]
        go.set()
        await asyncio.gather(*tasks)
        assert len(queues) == 0
        return log

    assert asyncio.run(scenario()) == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]


def test_sessions_do_not_wait_for_each_other() -> None:
    async def scenario() -> None:
        queues, log, go = Queues(), [], asyncio.Event()
        tasks = [asyncio.create_task(hold(queues, each, str(each.int), log, go)) for each in (ONE, OTHER)]
        await settle()
        assert log == ["1 begins", "2 begins"]
        go.set()
        await asyncio.gather(*tasks)

    asyncio.run(scenario())


def test_five_wait_and_the_next_is_refused_until_one_is_done() -> None:
    async def scenario() -> None:
        queues, go = Queues(), asyncio.Event()
        tasks = [asyncio.create_task(hold(queues, ONE, "", [], go)) for _ in range(6)]
        await settle()
        with pytest.raises(ApiError) as refused, queues.place(ONE):
            raise AssertionError("a seventh was let in")
        assert (refused.value.code, refused.value.status) == ("too_many_waiting", 429)
        assert refused.value.retry_after_seconds == 3
        with queues.place(OTHER):
            assert len(queues) == 2
        go.set()
        await asyncio.gather(*tasks)
        assert len(queues) == 0

    asyncio.run(scenario())


def test_who_leaves_while_waiting_is_not_waited_for() -> None:
    async def scenario() -> list[str]:
        queues, log, go = Queues(), [], asyncio.Event()
        first, second, third = (asyncio.create_task(hold(queues, ONE, each, log, go)) for each in "abc")
        await settle()
        second.cancel()
        await settle()
        go.set()
        await asyncio.gather(first, third)
        assert len(queues) == 0
        return log

    assert asyncio.run(scenario()) == ["a begins", "a ends", "c begins", "c ends"]


def test_a_failure_gives_the_turn_to_the_next() -> None:
    async def scenario() -> None:
        queues = Queues()
        with pytest.raises(ValueError, match="broken"):
            async with queues.turn(ONE):
                raise ValueError("broken")
        async with asyncio.timeout(1), queues.turn(ONE):
            assert len(queues) == 1

    asyncio.run(scenario())


def test_alone_refuses_who_waits_and_who_comes_and_lets_the_turn_under_way_end() -> None:
    async def scenario() -> list[str]:
        queues, log, go = Queues(), [], asyncio.Event()
        first, second = (asyncio.create_task(hold(queues, ONE, each, log, go)) for each in "ab")
        await settle()

        async def erase() -> None:
            async with queues.alone(ONE):
                log.append("alone")
                with pytest.raises(ApiError) as refused, queues.place(ONE):
                    raise AssertionError("let in")
                assert refused.value.code == "session_unknown"

        erasing = asyncio.create_task(erase())
        await settle()
        with pytest.raises(ApiError) as refused:
            await second
        assert refused.value.code == "session_unknown"
        assert not erasing.done()
        go.set()
        await asyncio.gather(first, erasing)
        assert len(queues) == 0
        return log

    assert asyncio.run(scenario()) == ["a begins", "a ends", "alone"]
