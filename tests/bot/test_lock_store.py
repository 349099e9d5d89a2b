"""One message of a user at a time."""

import asyncio
import time

import pytest
from rasa.core.lock_store import LockError

from bot import BotError
from bot.lock_store import QueuedLockStore


def test_messages_of_one_sender_follow_each_other_at_once() -> None:
    order: list[int] = []

    async def message(store: QueuedLockStore, number: int) -> None:
        async with store.lock("user"):
            order.append(number)
            await asyncio.sleep(0.02)
            order.append(number)

    async def burst() -> None:
        store = QueuedLockStore()
        await asyncio.gather(*(message(store, number) for number in range(5)))
        assert not store._turnstiles

    started = time.monotonic()
    asyncio.run(burst())
    assert order == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert time.monotonic() - started < 0.9  # Rasa's own lock looks once a second


def test_senders_do_not_wait_for_each_other() -> None:
    async def both() -> None:
        store = QueuedLockStore()
        async with store.lock("one"), store.lock("two"):
            pass

    asyncio.run(asyncio.wait_for(both(), 1))


def test_a_failing_turn_gives_the_lock_back() -> None:
    async def fail_then_go_on() -> None:
        store = QueuedLockStore()
        with pytest.raises(ValueError, match="turn"):
            async with store.lock("user"):
                raise ValueError("turn")
        async with store.lock("user"):
            pass
        assert not store._turnstiles

    asyncio.run(asyncio.wait_for(fail_then_go_on(), 1))


def test_a_cancelled_wait_lets_the_next_one_through() -> None:
    async def cancel_the_second() -> list[str]:
        store, seen = QueuedLockStore(), []

        async def hold(name: str, seconds: float) -> None:
            async with store.lock("user"):
                seen.append(name)
                await asyncio.sleep(seconds)

        first, second, third = (
            asyncio.ensure_future(hold(name, 0.05)) for name in ("first", "second", "third")
        )
        await asyncio.sleep(0.01)
        second.cancel()
        await asyncio.gather(first, third)
        assert not store._turnstiles
        return seen

    assert asyncio.run(asyncio.wait_for(cancel_the_second(), 2)) == ["first", "third"]


def test_waiting_ends_with_the_lifetime() -> None:
    async def wait() -> None:
        store = QueuedLockStore()
        async with store.lock("user"):
            with pytest.raises(LockError, match="user"):
                async with store.lock("user", lock_lifetime=0.05):
                    pass

    asyncio.run(asyncio.wait_for(wait(), 2))


def test_more_than_one_worker_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANIC_WORKERS", "2")
    with pytest.raises(BotError, match="SANIC_WORKERS is 2"):
        QueuedLockStore()
